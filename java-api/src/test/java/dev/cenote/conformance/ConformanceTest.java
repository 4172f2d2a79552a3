package dev.cenote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.cenote.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The answers of PyTorch, ONNX Runtime and ONNX's own operator tests, on every backend: one test a case. The folder is
 * {@code -Dcenote.conformance}.
 */
class ConformanceTest {
  private static final String NAMED = System.getProperty("cenote.conformance", "");
  /** As named, from the project's root; tests run in the folder of their module. */
  private static final Path FOLDER = Path.of("..").toAbsolutePath()
      .resolve(NAMED.isEmpty() ? "../shared/conformance" : NAMED).normalize();
  private static final List<Corpus> CORPORA = new ArrayList<>();

  @BeforeAll
  static void findsTheFolderThatWasNamed() {
    assertThat(NAMED.isEmpty() || Files.isDirectory(FOLDER))
        .as("-Dcenote.conformance names a folder: %s", FOLDER).isTrue();
  }

  @AfterAll
  static void printSummary() {
    if (CORPORA.isEmpty()) {
      System.out.println(
          "conformance: skipped, there is no folder " + FOLDER + "; -Dcenote.conformance=FOLDER names one");
    } else {
      System.out.println("conformance with " + FOLDER + " on " + Backend.available());
      CORPORA.forEach(Corpus::print);
    }
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTorch() throws IOException {
    return tests("torch", "cases.jsonl", (corpus, folder, line) -> {
      TorchCase one = new TorchCase(folder, json(line));
      return corpus.test(one.id(), one::compare);
    });
  }

  @TestFactory
  Stream<DynamicTest> agreesWithOnnxRuntime() throws IOException {
    return tests("onnxruntime", "cases.jsonl", (corpus, folder, line) -> {
      OnnxRuntimeCase one = new OnnxRuntimeCase(folder, json(line));
      return corpus.testAgreement(one.id(), one::compare);
    });
  }

  @TestFactory
  Stream<DynamicTest> agreesWithOnnx() throws IOException {
    return tests("onnx", "MANIFEST.tsv", (corpus, folder, line) -> {
      String id = line.split("\t")[0];
      return corpus.testAgreement(id, new OnnxCase(folder, id)::compare);
    });
  }

  private interface LineReader {
    DynamicTest read(Corpus corpus, Path folder, String line);
  }

  /** A test for each line of a list, but for the header of a table; none where the folder is absent. */
  private static Stream<DynamicTest> tests(String name, String list, LineReader reader) throws IOException {
    Path folder = FOLDER.resolve(name);
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    Corpus corpus = new Corpus(name);
    CORPORA.add(corpus);
    return Files.readAllLines(folder.resolve(list)).stream().skip(list.endsWith(".tsv") ? 1 : 0)
        .map(line -> reader.read(corpus, folder, line));
  }

  private static JsonObject json(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }
}
