package io.redissim.core.config;

import io.redissim.core.bytes.Ascii;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files in a map, in directories that a test names. */
final class FakeConfigFiles implements ConfigFiles {
  final Map<String, String> files = new TreeMap<>();
  final Set<String> directories = new TreeSet<>(Set.of("/", "/srv"));
  final Set<String> readOnly = new TreeSet<>();
  String standardInput = "";

  FakeConfigFiles with(String path, String... lines) {
    files.put(path, String.join("\n", lines));
    return this;
  }

  @Override
  public String workingDirectory() {
    return "/srv";
  }

  @Override
  public byte[] read(String path) throws IOException {
    String text = files.get(path);
    if (text == null) {
      throw new IOException("No such file or directory");
    }
    return Ascii.bytes(text);
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path);
  }

  @Override
  public byte[] standardInput() {
    return Ascii.bytes(standardInput);
  }

  @Override
  public List<String> matching(String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return files.keySet().stream().filter(path -> matcher.matches(Path.of(path))).toList();
  }

  @Override
  public void replace(String path, byte[] content) throws IOException {
    if (readOnly.contains(path)) {
      throw new IOException("Permission denied");
    }
    files.put(path, Ascii.string(content));
  }

  @Override
  public String directory(String path) throws IOException {
    String normal = Path.of(path).normalize().toString();
    if (!directories.contains(normal)) {
      throw new IOException("No such file or directory");
    }
    return normal;
  }

  @Override
  public void checkAppendable(String path) throws IOException {
    if (!directories.contains(String.valueOf(Path.of(path).getParent()))) {
      throw new IOException("No such file or directory");
    }
  }
}
