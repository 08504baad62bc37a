package io.redissim.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * {@code pid:role dd Mon yyyy hh:mm:ss.mmm level message}, the role M for a master and C before the
 * server has begun, the level {@code . - * #}. Source: Valkey {@code server.c:serverLogRaw}.
 */
final class RedisLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);

  private final long pid = ProcessHandle.current().pid();
  private final ZoneId zone = ZoneId.systemDefault();
  private volatile char role = 'C';

  void role(char role) {
    this.role = role;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(128);
    line.append(pid).append(':').append(role).append(' ');
    DATE.formatTo(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone), line);
    line.append(' ').append(mark(event.getLevel())).append(' ');
    line.append(event.getFormattedMessage()).append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString();
  }

  private static char mark(Level level) {
    return switch (level.toInt()) {
      case Level.TRACE_INT -> '.';
      case Level.DEBUG_INT -> '-';
      case Level.INFO_INT -> '*';
      default -> '#';
    };
  }
}
