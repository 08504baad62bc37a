package io.redissim.core.connection;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientTransport;

/**
 * A client as CLIENT LIST and CLIENT INFO print it: {@code id=… addr=… … tot-cmds=…\n}. Fields that
 * belong to features the server lacks have the value of a client that does not use them. Source:
 * Valkey {@code networking.c:catClientInfoString}.
 */
final class ClientLine {
  private ClientLine() {}

  /** A client that runs no command. */
  static void append(StringBuilder to, Client client, long nowMillis) {
    append(to, client, nowMillis, 0);
  }

  /** {@code argumentBytes}: the words of the command that it runs. */
  static void append(StringBuilder to, Client client, long nowMillis, long argumentBytes) {
    ClientTransport transport = client.transport();
    long queryBytes = transport.queryBufferBytes();
    long outputBytes = transport.outputBufferBytes();
    to.append("id=").append(client.id());
    to.append(" addr=").append(transport.remoteAddress());
    to.append(" laddr=").append(transport.localAddress());
    to.append(" fd=").append(transport.descriptor());
    to.append(" name=").append(Ascii.string(client.name()));
    to.append(" age=").append(seconds(nowMillis - client.createdMillis()));
    to.append(" idle=").append(seconds(nowMillis - client.lastInteractionMillis()));
    to.append(" flags=").append(ClientFlags.of(client));
    to.append(" db=").append(client.databaseIndex());
    to.append(" sub=").append(client.channels());
    to.append(" psub=").append(client.patterns());
    to.append(" ssub=").append(client.shardChannels());
    to.append(" multi=").append(client.inTransaction() ? client.queuedCommands() : -1);
    to.append(" watch=").append(client.watchedKeys());
    to.append(" qbuf=").append(queryBytes);
    to.append(" qbuf-free=0 argv-mem=").append(argumentBytes);
    to.append(" multi-mem=").append(client.queuedBytes());
    to.append(" rbs=0 rbp=0 obl=0 oll=").append(transport.outputBuffers());
    to.append(" omem=").append(outputBytes);
    long bytes = Client.OBJECT_BYTES + client.queuedBytes() + queryBytes + outputBytes;
    to.append(" tot-mem=").append(bytes + argumentBytes);
    to.append(" events=").append(outputBytes > 0 ? "rw" : "r");
    to.append(" cmd=").append(client.lastCommand());
    to.append(" user=").append(client.user());
    to.append(" redir=-1");
    to.append(" resp=").append(client.protocol());
    to.append(" lib-name=").append(Ascii.string(client.libraryName()));
    to.append(" lib-ver=").append(Ascii.string(client.libraryVersion()));
    to.append(" tot-net-in=").append(client.bytesIn());
    to.append(" tot-net-out=").append(client.bytesOut());
    to.append(" tot-cmds=").append(client.commands());
    to.append('\n');
  }

  private static long seconds(long millis) {
    return Math.floorDiv(millis, 1000L);
  }
}
