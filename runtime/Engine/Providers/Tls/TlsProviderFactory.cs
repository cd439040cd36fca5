using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Tls;

/// <param name="clock">Says when a certificate begins and when it is due for renewal.</param>
internal sealed class TlsProviderFactory(TimeProvider clock) : IProviderFactory
{
    public string Package => "tls";

    public string Version => "5.5.1";

    public IResourceProvider Create(PropertyMap configuration) => new TlsProvider(clock);
}
