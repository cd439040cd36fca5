namespace Pulumi.Engine.Deployment.Planning;

/// <summary>A registration that cannot be planned. The message is for the user and about the resource.</summary>
internal sealed class RegistrationException(string urn, string message) : Exception(message)
{
    public string Urn { get; } = urn;
}
