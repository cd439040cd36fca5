using System.Text.Json;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Tests.Backend;

/// <summary>A state of the official CLI is read and written back as it was.</summary>
public sealed class OfficialStateFormat
{
    private static readonly StackReference Stack = new("vectors", "dev");
    private static readonly PassphraseSecretsManager Secrets = PassphraseSecretsManager.Open(
        JsonDocument.Parse(Recorded.Text("secrets.json")).RootElement.GetProperty("encryptionsalt").GetString()!, "correct-horse");

    [Theory]
    [InlineData("stack-init.state.json")]
    [InlineData("up-first.state.json")]
    public void RecordedState_ComesBack_FieldByField_InOrder(string file)
    {
        var document = CheckpointJson.Read(Stack, Recorded.Bytes(file), _ => SealedSecrets.Instance);
        var written = CheckpointJson.Write(Stack, document, SealedSecrets.Instance);

        Assert.Equal(Lines(Recorded.Bytes(file)), Lines(written));
    }

    [Fact]
    public void Secrets_AreEncryptedAnew_AndMeanTheSame()
    {
        var codec = new EncryptedSecrets(Secrets);
        var before = CheckpointJson.Read(Stack, Recorded.Bytes("up-first.state.json"), _ => codec);

        var content = CheckpointJson.Write(Stack, before, codec);
        var after = CheckpointJson.Read(Stack, content, _ => codec);

        Assert.Equal(before.Snapshot.Resources.Length, after.Snapshot.Resources.Length);
        Assert.All(before.Snapshot.Resources.Zip(after.Snapshot.Resources), pair =>
        {
            Assert.Equal(pair.First.Inputs, pair.Second.Inputs);
            Assert.Equal(pair.First.Outputs, pair.Second.Outputs);
        });
        var text = System.Text.Encoding.UTF8.GetString(content);
        Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-value", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SecretInsideASecret_KeepsItsMark()
    {
        var codec = new EncryptedSecrets(Secrets);
        var connection = CheckpointJson.Read(Stack, Recorded.Bytes("up-first.state.json"), _ => codec)
            .Snapshot.Resources.Single(r => Urn.Name(r.Urn) == "node0-files").Inputs["connection"];

        var fields = Assert.IsType<PropertyValue.ObjectValue>(Assert.IsType<PropertyValue.SecretValue>(connection).Element).Properties;
        var key = Assert.IsType<PropertyValue.SecretValue>(fields["privateKey"]).Element;

        Assert.StartsWith("-----BEGIN OPENSSH PRIVATE KEY-----", Assert.IsType<PropertyValue.StringValue>(key).Value, StringComparison.Ordinal);
        Assert.Equal(connection, PropertyJson.FromText(PropertyJson.ToText(connection, codec), codec));
    }

    [Fact]
    public void Magic_IsTheOfficialOne() =>
        Assert.Contains($"\"magic\": \"{EngineVersion.Magic}\"", Recorded.Text("up-first.state.json"), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"version":3,"checkpoint":""", "failed to load checkpoint: place 1: unexpected end of JSON input")]
    [InlineData("""{"version":99}""", "newer than what this version")]
    [InlineData("""{"version":1}""", "too old")]
    public void StateThatCannotBeRead_IsRefused(string content, string words)
    {
        var e = Assert.Throws<BackendException>(() =>
            CheckpointJson.Read(Stack, System.Text.Encoding.UTF8.GetBytes(content), _ => SealedSecrets.Instance));

        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// One line per field, in the file's order. Left out: stack traces, which the engine does not keep; times to the millisecond,
    /// since .NET counts in 100 nanoseconds.
    /// </summary>
    private static List<string> Lines(byte[] content)
    {
        using var json = JsonDocument.Parse(content);
        var lines = new List<string>();
        Add(json.RootElement, "");
        return lines;

        void Add(JsonElement value, string path)
        {
            if (path.EndsWith(".stackTrace", StringComparison.Ordinal))
                return;
            if (value.ValueKind == JsonValueKind.Object)
                value.EnumerateObject().ToList().ForEach(p => Add(p.Value, $"{path}.{p.Name}"));
            else if (value.ValueKind == JsonValueKind.Array)
                value.EnumerateArray().Select((v, i) => (v, i)).ToList().ForEach(e => Add(e.v, $"{path}[{e.i}]"));
            else if (path.EndsWith(".created", StringComparison.Ordinal) || path.EndsWith(".modified", StringComparison.Ordinal)
                || path.EndsWith(".time", StringComparison.Ordinal))
                lines.Add($"{path}: {value.GetDateTimeOffset():yyyy-MM-ddTHH:mm:ss.fff}");
            else
                lines.Add($"{path}: {value}");
        }
    }
}
