package dev.cenote.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.cenote.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the lines of {@code cases.jsonl} have in common. */
final class Json {
  private Json() {}

  static long[] longs(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).mapToLong(JsonElement::getAsLong)
        .toArray();
  }

  static List<String> texts(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).map(JsonElement::getAsString)
        .collect(Collectors.toList());
  }

  static boolean hasArray(JsonObject line, String name) {
    return line.getAsJsonObject("arrays").has(name);
  }

  /** The array of this name that a line's case has. */
  static Array array(Path folder, JsonObject line, String name) {
    JsonObject described = line.getAsJsonObject("arrays").getAsJsonObject(name);
    return Npz.read(folder.resolve(line.get("file").getAsString()), line.get("id").getAsString() + "/" + name,
        ElementType.of(described.get("dtype").getAsString()));
  }
}
