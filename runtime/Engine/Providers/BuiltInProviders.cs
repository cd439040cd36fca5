using Pulumi.Engine.Providers.Command;
using Pulumi.Engine.Providers.Tls;

namespace Pulumi.Engine.Providers;

/// <summary>The providers that the embedded engine has.</summary>
public static class BuiltInProviders
{
    public static IReadOnlyList<IProviderFactory> All { get; } = For(TimeProvider.System);

    /// <param name="clock">Says when certificates begin and are due for renewal, and waits between attempts to connect.</param>
    public static IReadOnlyList<IProviderFactory> For(TimeProvider clock) => [new CommandProviderFactory(clock), new TlsProviderFactory(clock)];
}
