package io.redissim.server;

import io.redissim.core.config.Config;
import io.redissim.core.config.ConfigLoader;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.config.FatalConfigException;
import io.redissim.core.config.LaunchArguments;
import io.redissim.core.introspect.ServerVersion;
import io.redissim.server.log.ServerLog;
import io.redissim.server.transport.ListenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as a program: {@code redis-sim-server [conf] [--option value]... [-]}. */
public final class Main {
  private static final String USAGE =
      """
      Usage: redis-sim-server [/path/to/redis.conf] [options] [-]
             redis-sim-server - (read config from stdin)
             redis-sim-server -v or --version
             redis-sim-server -h or --help

      Examples:
             redis-sim-server (run the server with default conf)
             echo 'maxmemory 128mb' | redis-sim-server -
             redis-sim-server /etc/redis/6379.conf
             redis-sim-server --port 7777
             redis-sim-server /etc/myredis.conf --loglevel verbose -
             redis-sim-server /etc/myredis.conf --loglevel verbose
      """;

  private static final long TRIM_MILLIS = 1000;

  private final Config config = new Config(new DiskConfigFiles());
  private final ServerLog log = new ServerLog();
  private @Nullable RedisSimServer server;

  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("-v") || args[0].equals("--version"))) {
      System.out.printf(
          "Redis server v=%s redis-sim=%s bits=64%n", ServerVersion.REDIS, ServerVersion.REDIS_SIM);
      return;
    }
    if (args.length == 1 && (args[0].equals("-h") || args[0].equals("--help"))) {
      System.out.print(USAGE);
      return;
    }
    // What Netty would find out at start-up by slow means; only a program may decide this, not a
    // server inside of one.
    System.setProperty("io.netty.jfr.enabled", "false");
    System.setProperty("io.netty.machineId", "02:00:00:00:00:00:00:01");
    System.setProperty("io.netty.processId", "1");
    // Its samples cost 2 % of the CPU of an unpipelined request; the tests look for leaks.
    System.setProperty("io.netty.leakDetection.level", "disabled");
    int status = new Main().run(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  private int run(String[] args) {
    log.open(null);
    Logger logger = LoggerFactory.getLogger(Main.class);
    long pid = ProcessHandle.current().pid();
    try {
      String defaults = System.getenv("REDIS_SIM_DEFAULTS"); // lines of redis.conf
      if (defaults != null) {
        new ConfigLoader(config).loadText(defaults);
      }
      new ConfigLoader(config).load(LaunchArguments.of(args));
    } catch (FatalConfigException e) {
      if (e.isLogged()) {
        logger.warn("{}", e.getMessage());
      } else {
        System.err.print(e.report("Redis " + ServerVersion.REDIS));
      }
      return 1;
    }
    String file = config.path("logfile");
    if (file != null) {
      log.open(file);
    }
    config.followText("loglevel", log::level);
    logger.info("oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
    logger.info(
        "Redis version={}, redis-sim={}, bits=64, pid={}, just started",
        ServerVersion.REDIS,
        ServerVersion.REDIS_SIM,
        pid);
    if (args.length > 0) {
      logger.info("Configuration loaded");
    } else {
      logger.warn(
          "Warning: no config file specified, using the default config. In order to specify a"
              + " config file use redis-sim-server /path/to/redis.conf");
    }
    log.serving();
    try {
      serve(logger, pid);
      trimHeap();
      return 0;
    } catch (InterruptedException e) {
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.print(
          FatalConfigException.afterReading(String.valueOf(e.getMessage()))
              .report("Redis " + ServerVersion.REDIS));
      return 1;
    } catch (ListenException e) {
      logger.warn(
          "Warning: Could not create server TCP listening socket {}: {}",
          e.address(),
          e.getMessage());
      logger.warn("Failed listening on port {} (tcp), aborting.", config.number("port"));
      return 1;
    }
  }

  private void serve(Logger logger, long pid) throws ListenException {
    int port = (int) config.number("port");
    if (config.flag("always-show-logo")) {
      logger.info("{}", Banner.logo("Redis " + ServerVersion.REDIS, port, pid));
    } else {
      logger.info("Running mode=standalone, port={}.", port);
    }
    RedisSimServer started =
        RedisSimServer.start(config, new SystemClock(), new SecureRandom().nextLong());
    server = started;
    started.onShutdown(() -> System.exit(0));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(logger), "shutdown"));
    writePidFile(logger, pid);
    logger.info("Server initialized");
    String socket = config.path("unixsocket");
    if (port != 0) {
      logger.info("Ready to accept connections tcp");
    }
    if (socket != null) {
      logger.info("Ready to accept connections unix");
    }
  }

  /** What the main thread does until the shutdown hook ends the process. */
  private void trimHeap() throws InterruptedException {
    HeapTrimmer trimmer = new HeapTrimmer(System::gc);
    while (true) {
      Thread.sleep(TRIM_MILLIS);
      RedisSimServer running = server;
      if (running != null) {
        trimmer.look(running.reservedBytes());
      }
    }
  }

  /** SIGTERM, SIGINT and SHUTDOWN end here; Redis' exit status is 0, the JVM's own would not be. */
  private void stop(Logger logger) {
    logger.warn("User requested shutdown...");
    RedisSimServer running = server;
    if (running != null) {
      running.close();
    }
    String pidFile = config.path("pidfile");
    if (pidFile != null) {
      logger.info("Removing the pid file.");
      try {
        Files.deleteIfExists(Path.of(pidFile));
      } catch (IOException e) {
        logger.warn("Cannot remove the pid file: {}", e.toString());
      }
    }
    logger.warn("Redis is now ready to exit, bye bye...");
    Runtime.getRuntime().halt(0);
  }

  private void writePidFile(Logger logger, long pid) {
    String path = config.path("pidfile");
    if (path == null) {
      return;
    }
    try {
      Files.writeString(Path.of(path), pid + "\n");
    } catch (IOException e) {
      logger.warn("Failed to write PID file: {}", e.toString());
    }
  }
}
