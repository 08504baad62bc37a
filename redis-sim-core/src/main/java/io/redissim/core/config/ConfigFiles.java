package io.redissim.core.config;

import java.io.IOException;
import java.util.List;

/**
 * The files that configuration touches: the file system, or a map in a test. Paths are Latin-1 text
 * like all configuration. The message of an {@link IOException} is what the operating system would
 * say ("No such file or directory"), because it becomes part of Redis' own messages.
 */
public interface ConfigFiles {
  /** The absolute path of the directory the process was started in. */
  String workingDirectory();

  byte[] read(String path) throws IOException;

  boolean exists(String path);

  byte[] standardInput() throws IOException;

  /** The paths that match a pattern of {@code * ? [..]}, sorted; none is no error. */
  List<String> matching(String pattern) throws IOException;

  /** Puts new content in place of a file in one step: it is the old one or the new one, always. */
  void replace(String path, byte[] content) throws IOException;

  /** The absolute, normalized path of a directory that must exist. */
  String directory(String path) throws IOException;

  /** Fails unless the file can be created or appended to. */
  void checkAppendable(String path) throws IOException;
}
