using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack export</c>: the state as one JSON document.</summary>
internal static class StackExportCommand
{
    private const int Indentation = 4;

    public static Command Create(StackTarget target)
    {
        var file = Options.Text("A filename to write stack output to", "--file");
        var showSecrets = Options.Flag("Emit secrets in plaintext in exported stack", "--show-secrets");
        var command = new Command("export", "Export a stack's deployment to standard out") { file, showSecrets };
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel);
            var content = await RenderAsync(session, backend.OpenState(stack), parsed.GetValue(showSecrets), cancel);
            if (parsed.GetValue(file) is { Length: > 0 } path)
                await WriteAsync(Path.GetFullPath(path, session.Directory), content, cancel);
            else
                await session.Terminal.Output.WriteAsync(System.Text.Encoding.UTF8.GetString(content));
        });
        return command;
    }

    private static async Task<byte[]> RenderAsync(Session session, StateFile state, bool showSecrets, CancellationToken cancel)
    {
        DeploymentDocument document;
        try
        {
            document = await state.ReadAsync(
                salt => showSecrets && salt.Length > 0 ? StackSecrets.OfState(session, salt) : SealedSecrets.Instance, cancel);
        }
        catch (SecretsException e)
        {
            throw new SecretsException($"could not deserialize deployment: {e.Message}", e);
        }
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, PropertyJson.Indented(Indentation)))
        {
            json.WriteStartObject();
            json.WriteNumber("version", DeploymentJson.SchemaVersion);
            json.WritePropertyName("deployment");
            DeploymentJson.Write(json, document, showSecrets ? PlainSecrets.Instance : SealedSecrets.Instance);
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A file that holds secrets in the clear is for its owner alone; a device stays a device.</summary>
    private static Task WriteAsync(string path, byte[] content, CancellationToken cancel) =>
        File.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) != 0 || path == "/dev/null"
            ? File.WriteAllBytesAsync(path, content, cancel)
            : AtomicFile.WriteAsync(path, content, AtomicFile.Private, cancel);
}
