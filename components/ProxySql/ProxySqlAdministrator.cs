namespace EncryptionInTransit;

/// <summary>Who logs in on ProxySQL's admin interface, on the node itself. Its password is in no text.</summary>
/// <param name="Port">Of the admin interface.</param>
public sealed record ProxySqlAdministrator(string User, string Password, int Port)
{
    public override string ToString() => $"'{User}' on port {Port}";
}
