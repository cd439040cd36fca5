using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers;

/// <summary>Makes the provider of one package (<c>command</c>, <c>tls</c>).</summary>
public interface IProviderFactory
{
    /// <summary>The package's name, the part of a type token before the first colon.</summary>
    string Package { get; }

    /// <summary>The version whose behaviour this provider has, for example <c>1.2.1</c>.</summary>
    string Version { get; }

    IResourceProvider Create(PropertyMap configuration);
}
