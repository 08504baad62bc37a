package io.redissim.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The log of the program: standard output or {@code logfile}, from {@code loglevel} on. */
public final class ServerLog {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final RedisLayout layout = new RedisLayout();

  public ServerLog() {
    layout.setContext(context);
    layout.start();
  }

  /** From now on writes there; {@code file} null: standard output. */
  public void open(@Nullable String file) {
    context.reset();
    OutputStreamAppender<ILoggingEvent> appender;
    if (file == null) {
      appender = new ConsoleAppender<>();
    } else {
      FileAppender<ILoggingEvent> to = new FileAppender<>();
      to.setFile(file);
      appender = to;
    }
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    root().addAppender(appender);
    context.getLogger("io.netty").setLevel(Level.WARN);
  }

  /** {@code loglevel}: debug, verbose, notice, warning or nothing. */
  public void level(String level) {
    root()
        .setLevel(
            switch (level) {
              case "debug" -> Level.TRACE;
              case "verbose" -> Level.DEBUG;
              case "notice" -> Level.INFO;
              case "warning" -> Level.WARN;
              default -> Level.OFF;
            });
  }

  /** M: a master that serves. */
  public void serving() {
    layout.role('M');
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
