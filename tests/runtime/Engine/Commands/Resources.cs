using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Commands;

/// <summary>Resources for the state of a stack <c>dev</c> of the project <c>vectors</c>.</summary>
internal static class Resources
{
    public static readonly ResourceState Stack = new()
    {
        Urn = Urn.Create("dev", "vectors", "", Urn.StackType, "vectors-dev"),
        Type = Urn.StackType,
        Custom = false,
    };

    public static string UrnOf(string name) => Urn.Create("dev", "vectors", Stack.Urn, "test:index:Thing", name);

    public static ResourceState Thing(string name, params string[] needs) => new()
    {
        Urn = UrnOf(name),
        Type = "test:index:Thing",
        Custom = true,
        Id = name + "-id",
        Parent = Stack.Urn,
        Dependencies = [.. needs.Select(UrnOf)],
    };
}
