package dev.cenote.explorer;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the manifest of its jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"cenote " + text()};
  }

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version != null ? version : "(not packaged)";
  }
}
