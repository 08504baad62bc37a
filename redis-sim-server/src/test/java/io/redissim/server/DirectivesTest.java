package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.engine.LocalClient;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directive that is said to work is followed by somebody. */
class DirectivesTest {
  /** Read by {@link Main}: an embedded server leaves log, signals and files to its process. */
  private static final Set<String> OF_THE_PROGRAM =
      Set.of("always-show-logo", "logfile", "loglevel", "pidfile");

  @Test
  void whatIsDeclaredAsWorkingIsUsed(@TempDir Path directory) {
    String socket = directory.resolve("redis.sock").toString();
    try (RedisSimServer server = RedisSimServer.builder().option("unixsocket", socket).start();
        LocalClient local = server.localClient()) {
      local.call("CONFIG", "SET", "timeout", "0"); // asks what may be set
      local.call("INFO", "everything"); // and this, what is to be told
      Set<String> unused = new TreeSet<>(server.engine().config().workingButUnused());
      unused.removeAll(OF_THE_PROGRAM);
      assertThat(unused).isEmpty();
    }
  }
}
