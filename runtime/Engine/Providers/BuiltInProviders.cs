using Pulumi.Engine.Providers.Tls;

namespace Pulumi.Engine.Providers;

/// <summary>The providers that the embedded engine has.</summary>
public static class BuiltInProviders
{
    public static IReadOnlyList<IProviderFactory> All { get; } = For(TimeProvider.System);

    public static IReadOnlyList<IProviderFactory> For(TimeProvider clock) => [new TlsProviderFactory(clock)];
}
