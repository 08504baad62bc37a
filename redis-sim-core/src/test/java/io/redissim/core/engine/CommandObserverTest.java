package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.command.CommandObserver;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Args;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandObserverTest extends CommandTest {
  private final List<String> seen = new ArrayList<>();

  private final CommandObserver observer =
      new CommandObserver() {
        @Override
        public void called(Client client, CommandSpec command, Args args, long nowMicros) {
          seen.add("called " + command.name() + " of " + args.count());
        }

        @Override
        public void ended(
            Client client,
            CommandSpec command,
            Args args,
            long nowMicros,
            long durationMicros,
            long replyBytes) {
          seen.add("ended " + command.name() + " with " + replyBytes);
        }
      };

  @Test
  void commandsAreSeenAsTheyRun() {
    engine.observe(observer);
    run("SET", "k", "x").isOk();
    run("INCR", "k").isError("ERR value is not an integer or out of range");
    run("NONE").tree();
    assertThat(seen)
        .containsExactly(
            "called set of 3", "ended set with 5", "called incr of 2", "ended incr with 46");
    engine.forget(observer);
    run("PING").tree();
    assertThat(seen).hasSize(4);
  }

  @Test
  void thoseOfATransactionAreSeenBeforeExec() {
    engine.observe(observer);
    run("MULTI").isOk();
    run("GET", "k").onWire("+QUEUED\r\n");
    run("EXEC").tree();
    assertThat(seen)
        .containsExactly(
            "called multi of 1",
            "ended multi with 5",
            "called get of 2",
            "ended get with 5",
            "called exec of 1",
            "ended exec with 9");
  }

  @Test
  void oneThatWaitsIsCalledAtOnceAndEndsLater() {
    engine.observe(observer);
    LocalClient other = client.another();
    other.exchange(Ascii.bytes("WAIT 1 5\r\n"));
    assertThat(seen).containsExactly("called wait of 3");
    clock.advance(Duration.ofMillis(6));
    tick();
    assertThat(seen).containsExactly("called wait of 3", "ended wait with 0");
  }
}
