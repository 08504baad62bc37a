package io.redissim.core.engine;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.client.NoTransport;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import io.redissim.core.resp.RequestParser;
import io.redissim.core.resp.RespWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A client without a socket: the same requests, the same bytes back, in the thread that calls. Safe
 * for one thread at a time; any number of local clients may run beside connected ones.
 */
public final class LocalClient implements AutoCloseable {
  private final Engine engine;
  private final Client client;
  private final RequestParser parser;
  private final RespWriter out = new RespWriter();
  private final Received received = new Received();

  public LocalClient(Engine engine) {
    this.engine = engine;
    parser = new RequestParser(engine.keyspace().keyHash());
    engine.door().enter();
    try {
      client = engine.connect(received);
    } finally {
      engine.door().leave();
    }
  }

  /** Runs one command whose words are UTF-8 text. */
  public Reply call(String... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.UTF_8);
    }
    return call(bytes);
  }

  /** Runs one command. */
  public Reply call(byte[]... words) {
    byte[] wire = callForBytes(words);
    ReplyParser replies = new ReplyParser();
    replies.feed(wire, 0, wire.length);
    Reply reply;
    try {
      reply = replies.next();
    } catch (ReplyFormatException bug) {
      throw new IllegalStateException("the engine wrote no RESP", bug);
    }
    if (reply == null) {
      giveUp();
      throw new IllegalStateException("no reply to a command: CLIENT REPLY is off, or it waits");
    }
    return reply;
  }

  /** Runs one command; its reply as the bytes that a socket would carry, none if it waits. */
  public byte[] callForBytes(byte[]... words) {
    feed(Ascii.bytes("*" + words.length + "\r\n"));
    for (byte[] word : words) {
      feed(Ascii.bytes("$" + word.length + "\r\n"));
      feed(word);
      feed(Ascii.bytes("\r\n"));
    }
    return run();
  }

  /** Feeds raw protocol, complete or not, and returns what comes back. */
  public byte[] exchange(byte[] wire) {
    feed(wire);
    return run();
  }

  /** Whoever called gets no reply, so the command must not run once a pause is over. */
  private void giveUp() {
    engine.door().enter();
    try {
      engine.giveUpWaiting(client);
    } finally {
      engine.door().leave();
    }
    while (parser.batch().hasNext()) {
      parser.batch().done();
    }
    parser.settle();
  }

  /**
   * What was sent to this client beside the replies to its calls, since the last time this was
   * asked: messages, and replies that it waited for.
   */
  public byte[] received() {
    byte[] sent;
    engine.door().enter();
    try {
      sent = received.take();
    } finally {
      engine.door().leave();
    }
    if (!parser.batch().hasNext() || client.waiting()) {
      return sent;
    }
    byte[] rest = run(); // requests behind the one that waited
    byte[] all = Arrays.copyOf(sent, sent.length + rest.length);
    System.arraycopy(rest, 0, all, sent.length, rest.length);
    return all;
  }

  /** A second client of the same engine, in database 0. */
  public LocalClient another() {
    return new LocalClient(engine);
  }

  private void feed(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      byte[] to = parser.writeArray(bytes.length - from);
      int at = parser.writeOffset();
      int count = Math.min(to.length - at, bytes.length - from);
      System.arraycopy(bytes, from, to, at, count);
      parser.wrote(count);
      parser.parse(Integer.MAX_VALUE);
      from += count;
    }
  }

  private byte[] run() {
    engine.door().enter();
    try {
      while (engine.run(client, parser.batch(), out) == Engine.Progress.OUTPUT_FULL) {
        // Nothing has to be sent before it goes on.
      }
    } finally {
      engine.door().leave();
    }
    parser.settle();
    if (parser.error() != null) {
      out.error(parser.error());
    }
    byte[] wire = out.toByteArray();
    out.clear();
    return wire;
  }

  @Override
  public void close() {
    engine.door().enter();
    try {
      engine.disconnect(client);
    } finally {
      engine.door().leave();
    }
  }

  /** Keeps what is sent until somebody asks. */
  private static final class Received extends NoTransport {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    @Override
    public void send(byte[] messages) {
      bytes.writeBytes(messages);
    }

    byte[] take() {
      byte[] all = bytes.toByteArray();
      bytes.reset();
      return all;
    }
  }
}
