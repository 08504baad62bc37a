package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.client.NoTransport;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RequestParser;
import io.redissim.core.resp.RespWriter;
import io.redissim.core.time.VirtualClock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a batch runs, and what it leaves. */
class BatchTest {
  private final Engine engine =
      new Engine(new Config(new DiskConfigFiles()), new VirtualClock(Instant.EPOCH), 1);
  private final RequestParser parser = new RequestParser(engine.keyspace().keyHash());
  private final RespWriter out = new RespWriter();
  private final Client client;

  BatchTest() {
    engine.door().enter();
    client = engine.connect(new NoTransport());
    engine.door().leave();
  }

  @BeforeEach
  void enter() {
    engine.door().enter();
  }

  @AfterEach
  void leave() {
    engine.door().leave();
  }

  @Test
  void stopsBetweenTwoRepliesWhenMuchWaitsToBeSent() {
    run("SET k " + "x".repeat(60_000) + "\r\nSETRANGE k 300000 x\r\n");
    out.clear();
    assertThat(run("GET k\r\nGET k\r\nPING\r\n")).isEqualTo(Engine.Progress.OUTPUT_FULL);
    assertThat(out.totalSize()).isBetween(300_000L, 300_020L);
    out.clear();
    assertThat(run("")).isEqualTo(Engine.Progress.OUTPUT_FULL);
    out.clear();
    assertThat(run("")).isEqualTo(Engine.Progress.DONE);
    assertThat(out.toByteArray()).isEqualTo(Ascii.bytes("+PONG\r\n"));
  }

  @Test
  void aClientThatWantsNoRepliesGetsNoProtocolErrorEither() {
    run("CLIENT REPLY OFF\r\n");
    engine.protocolError(client, Errors.protocol("invalid bulk length"), out);
    assertThat(out.totalSize()).isZero();
    assertThat(client.closing()).isTrue();
  }

  private Engine.Progress run(String wire) {
    byte[] bytes = Ascii.bytes(wire);
    byte[] to = parser.writeArray(bytes.length);
    System.arraycopy(bytes, 0, to, parser.writeOffset(), bytes.length);
    parser.wrote(bytes.length);
    parser.parse(Integer.MAX_VALUE);
    return engine.run(client, parser.batch(), out);
  }
}
