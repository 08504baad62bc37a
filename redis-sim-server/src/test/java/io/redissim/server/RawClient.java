package io.redissim.server;

import io.redissim.core.bytes.Ascii;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket and nothing else: what goes out and comes back, byte for byte. */
public final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  public RawClient(RedisSimServer server) throws IOException {
    socket = new Socket(server.host(), server.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = socket.getInputStream();
  }

  /** Sends Latin-1 text. */
  public RawClient send(String bytes) throws IOException {
    return send(Ascii.bytes(bytes));
  }

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Exactly so many bytes, as Latin-1 text; fewer if the peer closes. */
  public String read(int count) throws IOException {
    return Ascii.string(in.readNBytes(count));
  }

  /** Everything until the peer closes. */
  public String readToEnd() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    in.transferTo(all);
    return Ascii.string(all.toByteArray());
  }

  /** Sends, and expects exactly this back. */
  public void exchange(String request, String reply) throws IOException {
    String read = send(request).read(reply.length());
    if (!read.equals(reply)) {
      throw new AssertionError("expected " + reply + " but read " + read);
    }
  }

  /** Bytes that have arrived and were not read. */
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
