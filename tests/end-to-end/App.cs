using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>The account of the clients that work on a fleet. It must show its certificate.</summary>
public static class App
{
    public const string User = "app";

    public const string Password = "Aa1-rolling";

    /// <summary>Sections of a stack: small keys, one CA, the account.</summary>
    public const string Configuration = $$"""
          encryption-in-transit:certificates: { algorithm: ECDSA, caGenerations: [1] }
          encryption-in-transit:accounts:
            - { user: {{User}}, require: SUBJECT }

        """;

    public static Task CreateAsync(LabNode node) => node.QueryAsync($"CREATE USER {User}@'%' IDENTIFIED BY '{Password}'");
}
