package io.redissim.core.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file system. Paths arrive as Latin-1 text and are UTF-8 on disk. */
public final class DiskConfigFiles implements ConfigFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DiskConfigFiles.class);

  @Override
  public String workingDirectory() {
    return text(Path.of("").toAbsolutePath());
  }

  @Override
  public byte[] read(String path) throws IOException {
    try {
      return Files.readAllBytes(path(path));
    } catch (IOException e) {
      throw asTheSystemSays(e);
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(path(path));
  }

  @Override
  public byte[] standardInput() throws IOException {
    return System.in.readAllBytes();
  }

  @Override
  public List<String> matching(String pattern) throws IOException {
    List<Path> found = List.of(Path.of("/"));
    for (Path part : path(pattern).toAbsolutePath()) {
      found = children(found, part.toString());
    }
    List<String> names = new ArrayList<>();
    for (Path match : found) {
      names.add(text(match));
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public void replace(String path, byte[] content) throws IOException {
    Path target = path(path);
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("Is a directory");
    }
    try {
      Path temporary = Files.createTempFile(directory, target.getFileName() + ".", "");
      try {
        write(temporary, content);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw asTheSystemSays(e);
    }
    syncDirectory(directory);
  }

  @Override
  public String directory(String path) throws IOException {
    try {
      Path directory = path(path).toRealPath();
      if (!Files.isDirectory(directory)) {
        throw new NotDirectoryException(path);
      }
      return text(directory);
    } catch (IOException e) {
      throw asTheSystemSays(e);
    }
  }

  @Override
  public void checkAppendable(String path) throws IOException {
    try {
      FileChannel.open(path(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException e) {
      throw asTheSystemSays(e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** Makes the rename survive a power cut where the system lets a directory be opened. */
  private static void syncDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("Could not sync {}", directory, e);
    }
  }

  /** The members of directories that match one part of a pattern. */
  private static List<Path> children(List<Path> directories, String part) throws IOException {
    boolean isPattern = part.matches(".*[*?\\[].*");
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      if (!isPattern) {
        Path child = directory.resolve(part);
        if (Files.exists(child)) {
          found.add(child);
        }
      } else if (Files.isDirectory(directory)) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, globOf(part))) {
          for (Path child : all) {
            boolean isHidden = String.valueOf(child.getFileName()).startsWith(".");
            if (!isHidden || part.startsWith(".")) {
              found.add(child);
            }
          }
        }
      }
    }
    return found;
  }

  /** Java's glob knows braces, POSIX' does not. */
  private static String globOf(String part) {
    return part.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!");
  }

  private static Path path(String latin1) {
    return Path.of(
        new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static String text(Path path) {
    return new String(
        path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static IOException asTheSystemSays(IOException e) {
    String text;
    if (e instanceof NoSuchFileException) {
      text = "No such file or directory";
    } else if (e instanceof AccessDeniedException) {
      text = "Permission denied";
    } else if (e instanceof NotDirectoryException) {
      text = "Not a directory";
    } else if (e instanceof FileSystemException f && f.getReason() != null) {
      text = f.getReason();
    } else {
      text = String.valueOf(e.getMessage());
    }
    return new IOException(text, e);
  }
}
