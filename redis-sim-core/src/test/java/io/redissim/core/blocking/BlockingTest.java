package io.redissim.core.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.client.Clients;
import io.redissim.core.client.NoTransport;
import io.redissim.core.command.CommandTest;
import io.redissim.core.command.Wait;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.engine.Engine;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Clients that wait for keys, whatever their commands are. */
class BlockingTest extends CommandTest {
  {
    engine = new Engine(new Config(new DiskConfigFiles()), clock, 7, List.of(new TakingCommands()));
    client = new LocalClient(engine);
  }

  private final LocalClient one = client.another();
  private final LocalClient two = client.another();

  /** Sends a command that is to wait. */
  private static void waits(LocalClient client, String request) {
    assertThat(send(client, request)).isEmpty();
    assertThat(received(client)).isEmpty();
  }

  private static String send(LocalClient client, String requests) {
    return Ascii.string(client.exchange(Ascii.bytes(requests + "\r\n")));
  }

  private static String received(LocalClient client) {
    return Ascii.string(client.received());
  }

  private static String taken(String key, String value) {
    return "*2\r\n$"
        + key.length()
        + "\r\n"
        + key
        + "\r\n$"
        + value.length()
        + "\r\n"
        + value
        + "\r\n";
  }

  private String infoField(String name) {
    String info = run("INFO", "everything").tree().text();
    int at = info.indexOf("\n" + name + ":") + name.length() + 2;
    return info.substring(at, info.indexOf('\r', at));
  }

  private String clientLine(LocalClient who) {
    long id = Long.parseLong(send(who, "CLIENT ID").substring(1).strip());
    return run("CLIENT", "LIST", "ID", Long.toString(id)).tree().text();
  }

  @Test
  void whoWaitedLongestIsServedFirst() {
    waits(one, "TAKE k 0");
    waits(two, "TAKE k 0");
    run("SET", "k", "a").isOk();
    run("EXISTS", "k").isInteger(0);
    assertThat(received(one)).isEqualTo(taken("k", "a"));
    assertThat(received(two)).isEmpty();
    run("SET", "k", "b").isOk();
    assertThat(received(two)).isEqualTo(taken("k", "b"));
    assertThat(effects()).containsExactly("SET k a", "DEL k", "SET k b", "DEL k");
  }

  @Test
  void theFirstKeyOfTheCommandCountsNotTheOneThatBecameReady() {
    waits(one, "TAKE a b a 0");
    run("MSET", "b", "2", "a", "1").isOk();
    assertThat(received(one)).isEqualTo(taken("a", "1"));
    run("GET", "b").isBulk("2");
    run("SET", "a", "3").isOk(); // nobody waits any more
    run("GET", "a").isBulk("3");
  }

  @Test
  void aKeyOfAnotherDatabaseServesNobody() {
    waits(one, "TAKE k 0");
    send(client, "SELECT 1");
    run("SET", "k", "a").isOk();
    assertThat(received(one)).isEmpty();
    run("MOVE", "k", "0").isInteger(1);
    assertThat(received(one)).isEqualTo(taken("k", "a"));
  }

  @Test
  void renamingCopyingRestoringAndSwappingServe() {
    waits(one, "TAKE k 0");
    run("SET", "other", "a").isOk();
    run("RENAME", "other", "k").isOk();
    assertThat(received(one)).isEqualTo(taken("k", "a"));
    waits(one, "TAKE k 0");
    run("SET", "other", "b").isOk();
    run("COPY", "other", "k").isInteger(1);
    assertThat(received(one)).isEqualTo(taken("k", "b"));
    waits(one, "TAKE other2 0");
    send(client, "SELECT 1");
    run("SET", "other2", "c").isOk();
    run("SWAPDB", "0", "1").isOk();
    assertThat(received(one)).isEqualTo(taken("other2", "c"));
  }

  @Test
  void requestsBehindTheOneThatWaitsRunAfterIt() {
    waits(one, "TAKE k 0\r\nSET k again\r\nGET k");
    run("SET", "k", "a").isOk();
    assertThat(received(one)).isEqualTo(taken("k", "a") + "+OK\r\n$5\r\nagain\r\n");
  }

  @Test
  void anUnservedWaitEndsAfterItsDeadline() {
    waits(one, "TAKE k 0.1");
    waits(two, "TAKE k 0.0991"); // rounded up
    clock.advance(Duration.ofMillis(100));
    tick();
    assertThat(received(one) + received(two)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    tick();
    assertThat(received(one)).isEqualTo("*-1\r\n");
    assertThat(received(two)).isEqualTo("*-1\r\n");
    run("SET", "k", "a").isOk();
    run("GET", "k").isBulk("a");
  }

  @Test
  void aTickIsAskedForWhenADeadlineComesBeforeTheNextOne() {
    List<Long> asked = new ArrayList<>();
    engine.onSooner(asked::add);
    tick();
    waits(one, "TAKE k 50");
    assertThat(asked).isEmpty();
    waits(two, "TAKE k 0.02");
    assertThat(asked).containsExactly(21L);
  }

  @Test
  void timeoutsAreReadAsRedisReadsThem() {
    run("TAKE", "k", "x").isError("ERR timeout is not a float or out of range");
    run("TAKE", "k", "-1").isError("ERR timeout is negative");
    run("TAKE", "k", "-0.5").isError("ERR timeout is negative");
    run("TAKE", "k", "1e30").isError("ERR timeout is out of range");
    run("TAKE", "k", "inf").isError("ERR timeout is out of range");
    run("TAKE", "k", "9223372036854775807").isError("ERR timeout is out of range");
    run("TAKE", "k", "nan").isError("ERR timeout is not a float or out of range");
    waits(one, "TAKE k 0x10");
    assertThat(infoField("clients_in_timeout_table")).isEqualTo("1");
    waits(two, "TAKE k -0.0001"); // for ever
    assertThat(infoField("clients_in_timeout_table")).isEqualTo("1");
  }

  @Test
  void whoCannotBeServedKeepsItsPlace() {
    run("SET", "k", "a").isOk();
    waits(one, "REACH k 3 0");
    waits(two, "REACH k 2 0");
    run("APPEND", "k", "b").isInteger(2);
    assertThat(received(one)).isEmpty();
    assertThat(received(two)).isEqualTo("+OK\r\n");
    run("APPEND", "k", "c").isInteger(3);
    assertThat(received(one)).isEqualTo("+OK\r\n");
  }

  @Test
  void whoWaitsForTheEndOfAKeyTooIsToldOfIt() {
    run("SET", "k", "a").isOk();
    waits(one, "REACH k 3 0");
    waits(two, "TAKE other 0");
    assertThat(infoField("total_blocking_keys_on_nokey")).isEqualTo("1");
    run("DEL", "k").isInteger(1);
    assertThat(received(one)).isEqualTo("-ERR no such key\r\n");
    run("SET", "k", "a", "PX", "10").isOk();
    waits(one, "REACH k 3 0");
    clock.advance(Duration.ofMillis(200));
    tick();
    assertThat(received(one)).isEqualTo("-ERR no such key\r\n");
    run("SET", "k", "a").isOk();
    waits(one, "REACH k 3 0");
    run("FLUSHALL").isOk();
    assertThat(received(one)).isEqualTo("-ERR no such key\r\n");
    assertThat(received(two)).isEmpty();
  }

  @Test
  void aServedClientMayMakeOthersReady() {
    waits(one, "TAKE k 0");
    waits(two, "TAKE l 0");
    engine
        .context()
        .sendEventsTo(
            (kind, event, database, key) -> {
              if (event.equals("del") && key.toString().equals("k")) {
                engine.keyspace().database(0).setLong(keyNamed("l"), 5, -1);
              }
            });
    run("SET", "k", "a").isOk();
    assertThat(received(one)).isEqualTo(taken("k", "a"));
    assertThat(received(two)).isEqualTo(taken("l", "5"));
  }

  private Key keyNamed(String name) {
    return Key.of(engine.keyspace().keyHash(), Ascii.bytes(name));
  }

  @Test
  void clientUnblockEndsAWaitAsIfByTimeoutOrWithAnError() {
    waits(one, "TAKE k 0");
    run("CLIENT", "UNBLOCK", "2").isInteger(1);
    assertThat(received(one)).isEqualTo("*-1\r\n");
    waits(one, "TAKE k 0");
    run("CLIENT", "UNBLOCK", "2", "ERROR").isInteger(1);
    assertThat(received(one)).isEqualTo("-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
    run("CLIENT", "UNBLOCK", "2", "TIMEOUT").isInteger(0);
    run("CLIENT", "UNBLOCK", "99").isInteger(0);
    assertThat(infoField("errorstat_UNBLOCKED")).isEqualTo("count=1");
    assertThat(infoField("cmdstat_take")).startsWith("calls=2,").endsWith(",failed_calls=1");
  }

  @Test
  void whoIsGoneTakesNothing() {
    waits(one, "TAKE k 0");
    waits(two, "TAKE k 5");
    one.close();
    run("CLIENT", "KILL", "ID", "3").isInteger(1);
    run("SET", "k", "a").isOk();
    run("GET", "k").isBulk("a");
    assertThat(infoField("blocked_clients")).isEqualTo("0");
    assertThat(infoField("total_blocking_keys")).isEqualTo("0");
    assertThat(infoField("clients_in_timeout_table")).isEqualTo("0");
  }

  @Test
  void aPauseHoldsThoseWhoWouldWrite() {
    waits(one, "TAKE k 0");
    send(two, "SET k a"); // so that there is one to read
    assertThat(received(one)).isNotEmpty();
    run("SET", "r", "a").isOk();
    waits(one, "TAKE k 0");
    run("CLIENT", "PAUSE", "100", "WRITE").isOk();
    waits(two, "SET k b");
    clock.advance(Duration.ofMillis(100));
    tick();
    assertThat(received(two)).isEqualTo("+OK\r\n");
    assertThat(received(one)).isEqualTo(taken("k", "b"));
  }

  @Test
  void aWaitCountsOnceWhenItIsServed() {
    waits(one, "TAKE k 0");
    assertThat(run("INFO", "commandstats").tree().text()).doesNotContain("cmdstat_take");
    assertThat(infoField("blocked_clients")).isEqualTo("1");
    assertThat(infoField("total_blocking_keys")).isEqualTo("1");
    run("SET", "k", "a").isOk();
    received(one);
    assertThat(infoField("cmdstat_take")).startsWith("calls=1,");
    assertThat(clientLine(one)).contains(" flags=N ").contains(" tot-cmds=2\n");
  }

  @Test
  void aMutedClientTakesWithoutAReply() {
    waits(one, "CLIENT REPLY SKIP\r\nTAKE k 0\r\nPING");
    run("SET", "k", "a").isOk();
    assertThat(received(one)).isEqualTo("+PONG\r\n");
    run("EXISTS", "k").isInteger(0);
  }

  @Test
  void theReplyIsInTheProtocolOfTheClientThatWaits() {
    send(one, "HELLO 3");
    waits(one, "TAKE k 1");
    clock.advance(Duration.ofSeconds(2));
    tick();
    assertThat(received(one)).isEqualTo("_\r\n");
  }

  @Test
  void waitForReplicasLastsUntilItsTimeout() {
    run("WAIT", "0", "100").isInteger(0);
    waits(one, "WAIT 1 100");
    waits(two, "WAITAOF 0 1 100");
    clock.advance(Duration.ofMillis(101));
    tick();
    assertThat(received(one)).isEqualTo(":0\r\n");
    assertThat(received(two)).isEqualTo("*2\r\n:0\r\n:0\r\n");
  }

  @Test
  void aHundredThousandMayWaitForOneKeyAndLeaveInAnyOrder() {
    WaitingClients waiting = new WaitingClients(engine.keyspace());
    var request =
        Args.of(
            engine.keyspace().keyHash(), Ascii.bytes("TAKE"), Ascii.bytes("k"), Ascii.bytes("9"));
    var spec = Objects.requireNonNull(engine.table().find("take"));
    var clients = new Clients();
    for (int i = 0; i < 100_000; i++) {
      var who = clients.connect(new NoTransport(), 0, true);
      var wait = Wait.forKeys(ValueKind.STRING, request, 1, 1, 1000 + i % 100);
      waiting.block(who, spec, wait);
    }
    for (long id = 100_000; id > 0; id -= 2) {
      waiting.left(Objects.requireNonNull(clients.byId(id)));
    }
    assertThat(waiting.clients()).isEqualTo(50_000);
    assertThat(waiting.nextDeadlineMillis()).isEqualTo(1000);
    while (waiting.due(2000) != null) {
      waiting.release(Objects.requireNonNull(waiting.due(2000)));
    }
    assertThat(waiting.keys()).isZero();
  }
}
