package io.redissim.core.engine;

import io.redissim.core.command.CommandFamily;
import io.redissim.core.connection.ConnectionCommands;
import io.redissim.core.type.string.NumberCommands;
import io.redissim.core.type.string.StringCommands;
import java.util.List;

/** Every family of commands, once. */
final class Families {
  private Families() {}

  static List<CommandFamily> all(Engine engine) {
    return List.of(new ConnectionCommands(), new StringCommands(), new NumberCommands());
  }
}
