using System.Collections.Immutable;

namespace Pulumi.Engine.Deployment;

/// <summary>The stack that a run is about.</summary>
/// <param name="Configuration">Full key (<c>namespace:name</c>) to decrypted text, as the program gets it.</param>
/// <param name="SecretKeys">Those of <paramref name="Configuration"/> that are secret.</param>
public sealed record DeploymentTarget(
    string Project,
    string Stack,
    ImmutableSortedDictionary<string, string> Configuration,
    ImmutableSortedSet<string> SecretKeys)
{
    /// <summary>The organization of the file backend, which has no other.</summary>
    public string Organization { get; init; } = "organization";

    /// <summary>The texts of the secret part of <see cref="Configuration"/>.</summary>
    internal ImmutableArray<string> Secrets => [.. Configuration.Where(c => SecretKeys.Contains(c.Key)).Select(c => c.Value)];

    /// <summary>The project's folder: positions in the program's source are told from here.</summary>
    public string Root { get; init; } = "/";
}
