package dev.cenote.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The attributes of an ONNX node, by ONNX's names: numbers, texts, and lists of integers. */
final class OnnxAttributes {
  private final Map<String, Object> values;

  /** @param values each a {@link Number}, a {@link String} or a {@code long[]} */
  OnnxAttributes(Map<String, Object> values) {
    this.values = values;
  }

  static OnnxAttributes of(JsonObject json) {
    Map<String, Object> values = new HashMap<>();
    json.entrySet().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
    return new OnnxAttributes(values);
  }

  private static Object value(JsonElement json) {
    if (json.isJsonArray()) {
      return Json.longs(json);
    }
    JsonPrimitive primitive = json.getAsJsonPrimitive();
    return primitive.isString() ? primitive.getAsString() : primitive.getAsNumber();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether a flag is 1; 0 if it is absent, as all flags of pooling are. */
  boolean isSet(String name) {
    return number(name, 0).longValue() == 1;
  }

  Number number(String name, Number absent) {
    return (Number) values.getOrDefault(name, absent);
  }

  String text(String name, String absent) {
    return (String) values.getOrDefault(name, absent);
  }

  /** A list that may be absent: one number stands for every axis then. */
  long[] integers(String name, long absent) {
    return has(name) ? integers(name) : new long[] {absent};
  }

  /** A list that must be there. */
  long[] integers(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("OnnxAttributes: there is no " + name + " in " + this);
    }
    return (long[]) values.get(name);
  }

  @Override
  public String toString() {
    return values.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "="
            + (entry.getValue() instanceof long[] list ? Arrays.toString(list) : entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
