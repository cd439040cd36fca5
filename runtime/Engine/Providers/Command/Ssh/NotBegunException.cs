namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>A connection turned out to be lost before the command was sent: it can be sent over another one without running twice.</summary>
/// <param name="failure">What to tell the user when there is no other one.</param>
internal sealed class NotBegunException(ProviderException failure) : Exception(failure.Message, failure)
{
    public ProviderException Failure => failure;
}
