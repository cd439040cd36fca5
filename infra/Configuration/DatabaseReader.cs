namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads what a node has as a database.</summary>
internal static class DatabaseReader
{
    private const int LongestStartCommand = 300;

    public static NodeConfiguration Read(NodeInCommon node, TlsConfiguration tls, IReadOnlyList<GroupConfiguration> groups)
    {
        var database = node.Section.Section(NodeKeys.Database);
        if (node.Section.Has(NodeKeys.ProxySql))
            node.Section.Mistakes.NotTogether(node.Section.PathOf(NodeKeys.ProxySql),
                $"is for kind {EncryptedProxy.Word}, and this node is {node.Kind}. Take it out, or correct the kind.");

        var args = new EncryptedNodeArgs
        {
            Kind = Enum.GetValues<DatabaseKind>().FirstOrDefault(kind => kind.Word() == node.Kind),
            Ssh = node.Ssh,
            Certificates = node.Certificates,
            Tls = tls.Policy with { RequireSecureTransport = node.RequireSecureTransport },
            Administrator = Administrator(database),
            StartCommand = StartCommand(database),
            RestartAllowed = (node.Section.Text(NodeKeys.Restart) ?? groups.FirstOrDefault(group => group.Nodes.Contains(node.Name))?.Restart) != "forbidden",
            Adopt = node.Section.Flag(NodeKeys.Adopt),
            Reapply = node.Reapply,
            History = node.History,
        };
        var host = database.Text(DatabaseKeys.Host);
        NodeChecks.Host(database, DatabaseKeys.Host, host);
        return new(node.Name, args, host ?? node.Ssh.Host, database.Number(DatabaseKeys.Port))
        {
            AllowedPlaintextClients = node.AllowedPlaintextClients,
        };
    }

    private static string? StartCommand(SectionReader database)
    {
        var command = database.Text(DatabaseKeys.StartCommand);
        if (command is not null && (command.Any(char.IsControl) || command.Length > LongestStartCommand))
            database.Mistakes.Invalid(database.PathOf(DatabaseKeys.StartCommand),
                $"has a tab or a line break, or more than {LongestStartCommand} characters. Put the steps into a script on the node, and name that.");
        return command;
    }

    private static DatabaseAdministrator? Administrator(SectionReader database)
    {
        var user = database.Text(DatabaseKeys.AdminUser);
        var password = database.Text(DatabaseKeys.AdminPassword);
        if (user is null && password is not null)
            database.Mistakes.Missing(database.PathOf(DatabaseKeys.AdminUser), DatabaseKeys.AdminUser);
        return user is null ? null : new(user, password);
    }
}
