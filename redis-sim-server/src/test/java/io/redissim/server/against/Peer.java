package io.redissim.server.against;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A connection that reads replies as the bytes they are. */
final class Peer implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final StringBuilder line = new StringBuilder();

  Peer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Whether at least the beginning of one has come. */
  boolean hasReply() throws IOException {
    return in.available() > 0;
  }

  /** One whole reply, whatever it holds. */
  byte[] reply() throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    copyReply(to);
    return to.toByteArray();
  }

  /** Says that nothing more comes, and reads until the server closes. */
  byte[] finish() throws IOException {
    socket.shutdownOutput();
    return in.readAllBytes();
  }

  private void copyReply(ByteArrayOutputStream to) throws IOException {
    String header = copyLine(to);
    switch (header.charAt(0)) {
      case '$', '=', '!' -> {
        int length = length(header);
        if (length >= 0) {
          byte[] bytes = in.readNBytes(length + 2);
          if (bytes.length < length + 2) {
            throw new EOFException("the server closed inside of a reply");
          }
          to.writeBytes(bytes);
        }
      }
      case '*', '~', '>' -> copyReplies(length(header), to);
      case '%' -> copyReplies(2 * length(header), to);
      default -> {
        // One line is all.
      }
    }
  }

  private void copyReplies(int count, ByteArrayOutputStream to) throws IOException {
    for (int i = 0; i < count; i++) {
      copyReply(to);
    }
  }

  private static int length(String header) {
    return Integer.parseInt(header.substring(1).trim());
  }

  private String copyLine(ByteArrayOutputStream to) throws IOException {
    line.setLength(0);
    int b;
    do {
      b = in.read();
      if (b < 0) {
        throw new EOFException("the server closed before its reply was whole");
      }
      to.write(b);
      line.append((char) b);
    } while (b != '\n');
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
