package io.redissim.server;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
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
    in = new BufferedInputStream(socket.getInputStream());
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

  /** A line without its end, as Latin-1 text. */
  public String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int b;
    while ((b = in.read()) != '\n') {
      if (b < 0) {
        throw new EOFException("the server closed in the middle of a line: " + line);
      }
      line.append((char) b);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  /** One whole reply in either protocol. */
  public Reply readReply() throws IOException {
    ReplyParser parser = new ReplyParser();
    byte[] one = new byte[1];
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the server closed in the middle of a reply");
      }
      one[0] = (byte) b;
      parser.feed(one, 0, 1);
      if (b == '\n') {
        try {
          Reply reply = parser.next();
          if (reply != null) {
            return reply;
          }
        } catch (ReplyFormatException e) {
          throw new IOException("not RESP", e);
        }
      }
    }
  }

  /** An inline request, and the reply to it. */
  public Reply call(String request) throws IOException {
    return send(request + "\r\n").readReply();
  }

  /** Everything up to this text. */
  public String readUntil(String end) throws IOException {
    StringBuilder all = new StringBuilder();
    do {
      all.append(readLine()).append("\r\n");
    } while (all.indexOf(end, Math.max(0, all.length() - end.length())) < 0);
    return all.toString();
  }

  /** Nothing more will be sent. */
  public RawClient finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Is gone without a word: a reset, and what was not read is lost. */
  public void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
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
