using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Ssh;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Command.Remote;

/// <summary>The input <c>connection</c>: its schema, its defaults, and which parts of it are secret.</summary>
internal static class ConnectionInput
{
    private const string Name = "connection";
    private const string Proxy = "proxy";

    private static readonly ImmutableArray<InputProperty> Common =
    [
        new("agentSocketPath", InputKind.Text),
        new("dialErrorLimit", InputKind.Whole) { Default = new NumberValue(ConnectionSettings.DefaultDialErrorLimit), Validate = Validation.AtLeast(-1) },
        new("host", InputKind.Text) { Required = true, Validate = value => value is StringValue { Value: "" } ? "value must not be empty" : null },
        new("hostKey", InputKind.Text),
        new("password", InputKind.Text) { Secret = true },
        new("perDialTimeout", InputKind.Whole) { Default = new NumberValue(ConnectionSettings.DefaultPerDialTimeout), Validate = Validation.AtLeast(0) },
        new("port", InputKind.Whole)
        {
            Default = new NumberValue(ConnectionSettings.DefaultPort),
            Validate = value => value is NumberValue { Value: < 1 or > 65535 } ? "value must be from 1 to 65535" : null,
        },
        new("privateKey", InputKind.Text) { Secret = true },
        new("privateKeyPassword", InputKind.Text) { Secret = true },
        new("user", InputKind.Text) { Default = new StringValue(ConnectionSettings.DefaultUser) },
    ];

    private static readonly InputSchema ProxySchema = new(Common);
    private static readonly InputSchema Schema = new([.. Common, new(Proxy, InputKind.Object) { Validate = value => First(ProxySchema, value) }]);

    public static readonly InputProperty Property = new(Name, InputKind.Object) { Required = true, Secret = true, Validate = value => First(Schema, value) };

    /// <summary>The inputs with the connection's defaults filled in and its secrets wrapped, each by itself and all together.</summary>
    public static PropertyMap Complete(PropertyMap inputs) =>
        inputs.Object(Name) is { } connection ? inputs.With(Name, new SecretValue(new ObjectValue(Complete(connection, Schema)))) : inputs;

    public static ConnectionSettings Settings(PropertyMap inputs) => ConnectionSettings.From(inputs.Object(Name) ?? PropertyMap.Empty);

    private static PropertyMap Complete(PropertyMap connection, InputSchema schema)
    {
        var completed = schema.Properties.Where(p => p.Default is not null && connection.Find(p.Name) is null)
            .Aggregate(connection, (all, p) => all.With(p.Name, p.Default!));
        return schema.MarkSecrets(completed.Object(Proxy) is { } proxy ? completed.With(Proxy, new ObjectValue(Complete(proxy, ProxySchema))) : completed);
    }

    private static string? First(InputSchema schema, PropertyValue value) =>
        schema.Check(((ObjectValue)value).Properties) is [var failure, ..] ? $"{failure.Property}: {failure.Reason}" : null;
}
