using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Registration;

/// <summary>The provider of resources that name none: one per package and version, itself a resource.</summary>
internal static class DefaultProviders
{
    /// <summary>Its inputs are the stack's configuration in the package's namespace (<c>command:…</c>) and the version.</summary>
    public static Goal Goal(DeploymentTarget target, string package, string version)
    {
        var prefix = package + ":";
        var configuration = target.Configuration
            .Where(e => e.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(e => KeyValuePair.Create(e.Key[prefix.Length..], Value(e.Value, target.SecretKeys.Contains(e.Key))))
            .Append(KeyValuePair.Create(ProviderInputs.Version, Value(version, secret: false)));
        return new()
        {
            Type = Urn.ProviderType(package),
            Name = "default_" + string.Concat(version.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')),
            Custom = true,
            Inputs = new(configuration),
        };
    }

    private static PropertyValue Value(string text, bool secret)
    {
        var value = new PropertyValue.StringValue(text);
        return secret ? value.AsSecret() : value;
    }
}
