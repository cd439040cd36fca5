using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Command;

/// <param name="clock">Waits between attempts to connect.</param>
internal sealed class CommandProviderFactory(TimeProvider clock) : IProviderFactory
{
    public string Package => "command";

    public string Version => "1.2.1";

    public IResourceProvider Create(PropertyMap configuration) => new CommandProvider(clock);
}
