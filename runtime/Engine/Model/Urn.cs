namespace Pulumi.Engine.Model;

/// <summary>
/// Uniform resource names: <c>urn:pulumi:STACK::PROJECT::TYPE::NAME</c>, where TYPE begins with the types of the parents, joined
/// by <c>$</c>, the root stack left out.
/// </summary>
public static class Urn
{
    public const string StackType = "pulumi:pulumi:Stack";

    private const string ProviderTypePrefix = "pulumi:providers:";

    /// <param name="parent">URN of the parent, or empty.</param>
    public static string Create(string stack, string project, string parent, string type, string name)
    {
        var chain = parent.Length == 0 ? "" : QualifiedType(parent);
        var qualified = chain.Length == 0 || chain == StackType ? type : $"{chain}${type}";
        return $"urn:pulumi:{stack}::{project}::{qualified}::{name}";
    }

    /// <summary>Whether the text has the parts of a URN.</summary>
    public static bool IsUrn(string text) => text.StartsWith("urn:pulumi:", StringComparison.Ordinal) && text.Split("::", 4).Length == 4;

    /// <summary>The type with those of the parents.</summary>
    /// <exception cref="FormatException">The text is not a URN.</exception>
    public static string QualifiedType(string urn) => Parts(urn)[2];

    /// <exception cref="FormatException">The text is not a URN.</exception>
    public static string Type(string urn)
    {
        var qualified = QualifiedType(urn);
        return qualified[(qualified.LastIndexOf('$') + 1)..];
    }

    /// <exception cref="FormatException">The text is not a URN.</exception>
    public static string Name(string urn) => Parts(urn)[3];

    /// <summary>Whether it is the resource that stands for the whole stack.</summary>
    public static bool IsStack(string urn) => QualifiedType(urn) == StackType;

    public static bool IsProviderType(string type) => type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal);

    public static string ProviderType(string package) => ProviderTypePrefix + package;

    /// <summary>The package of a type token: of a provider's type the part after the prefix, else the part before the colon.</summary>
    public static string Package(string type) =>
        IsProviderType(type) ? type[ProviderTypePrefix.Length..] : type.Split(':', 2)[0];

    /// <summary>Default providers are in the state, and neither displayed nor counted.</summary>
    public static bool IsDefaultProvider(string urn) =>
        IsProviderType(Type(urn)) && (Name(urn) == "default" || Name(urn).StartsWith("default_", StringComparison.Ordinal));

    private static string[] Parts(string urn)
    {
        var parts = urn.Split("::", 4);
        return parts.Length == 4 ? parts : throw new FormatException($"'{urn}' is not a URN (urn:pulumi:STACK::PROJECT::TYPE::NAME)");
    }
}
