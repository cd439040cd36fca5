namespace Pulumi.Command.Remote.Inputs;

/// <summary>How to reach a host over SSH.</summary>
public sealed class ConnectionArgs : ResourceArgs
{
    public ConnectionArgs()
    {
        DialErrorLimit = 10;
        PerDialTimeout = 15;
        Port = 22;
        User = "root";
    }

    public static new ConnectionArgs Empty => new();

    /// <summary>The socket of an SSH agent; SSH_AUTH_SOCK if null.</summary>
    [Input("agentSocketPath")]
    public Input<string>? AgentSocketPath { get; set; }

    /// <summary>Tries to connect before giving up; 0 is without end.</summary>
    [Input("dialErrorLimit")]
    public Input<int>? DialErrorLimit { get; set; }

    /// <summary>A name or an address.</summary>
    [Input("host", required: true)]
    public Input<string> Host { get; set; } = null!;

    /// <summary>The public key the host must show, as in known_hosts; if null, none is checked.</summary>
    [Input("hostKey")]
    public Input<string>? HostKey { get; set; }

    /// <summary>The password to log in with.</summary>
    [field: Input("password")]
    public Input<string>? Password
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>Seconds a try to connect may take; 0 is without end.</summary>
    [Input("perDialTimeout")]
    public Input<int>? PerDialTimeout { get; set; }

    /// <summary>The TCP port.</summary>
    [Input("port")]
    public Input<double>? Port { get; set; }

    /// <summary>A private key to log in with, as text.</summary>
    [field: Input("privateKey")]
    public Input<string>? PrivateKey
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>The password of that key.</summary>
    [field: Input("privateKeyPassword")]
    public Input<string>? PrivateKeyPassword
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>A host to go through.</summary>
    [Input("proxy")]
    public Input<ProxyConnectionArgs>? Proxy { get; set; }

    /// <summary>The account to log in as.</summary>
    [Input("user")]
    public Input<string>? User { get; set; }
}
