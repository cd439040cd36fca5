using System.Net.Sockets;
using CliWrap;
using CliWrap.Buffered;
using MySqlConnector;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>Comes to a node from outside, over the network.</summary>
internal static class Visitor
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public static Task<CommandOutput> SshAsync(LabNode node, string command) => SshAsync(node, node.SshUser, command);

    public static async Task<CommandOutput> SshAsync(LabNode node, string user, string command)
    {
        var result = await Cli.Wrap("ssh")
            .WithArguments([
                "-F", "none", "-i", node.SshKeyPath, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
                "-o", $"UserKnownHostsFile={node.KnownHostsPath}", "-o", "StrictHostKeyChecking=yes",
                "-o", $"ConnectTimeout={s_patience.TotalSeconds:0}", $"{user}@{node.Address}", command])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return new CommandOutput(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    /// <summary>Logs in as the proof account and runs a query. The node has no certificate of ours: no TLS.</summary>
    public static async Task<string?> QueryAsync(LabNode node, string sql)
    {
        await using var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = node.Address,
            Port = (uint)node.Port,
            UserID = node.ProofUser,
            Password = node.ProofPassword,
            SslMode = MySqlSslMode.Disabled,
            AllowPublicKeyRetrieval = true,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    public static async Task<bool> CanConnectAsync(LabNode node, int port)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(node.Address, port, patience.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
