using System.CommandLine;
using System.Text;
using System.Text.Json;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack import</c>: replaces the state by one that <c>stack export</c> gave.</summary>
internal static class StackImportCommand
{
    public static Command Create(StackTarget target)
    {
        var file = Options.Text("A filename to read stack input from", "--file");
        var force = Options.Flag("Force the import to occur, even if apparent errors are discovered beforehand (not recommended)", "--force", "-f");
        var command = new Command("import", "Import a deployment from standard in into an existing stack") { file, force };
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel);
            using var input = Parse(await ReadAsync(session, parsed.GetValue(file), cancel));
            CheckpointJson.RequireKnownVersion(stack, input.RootElement);
            var deployment = input.RootElement.TryGetProperty("deployment", out var d)
                ? d
                : throw new CommandException("could not import deployment: it has no 'deployment'");
            var secrets = await StackSecrets.OpenForImportAsync(session, stack, DeploymentJson.ReadSalt(deployment), cancel);
            var document = DeploymentJson.Read(deployment, secrets.Codec);
            RequireSound(stack, document.Snapshot, parsed.GetValue(force));
            foreach (var pending in document.Snapshot.PendingOperations)
            {
                session.Terminal.WriteWarning(
                    $"removing pending operation '{pending.Kind.ToString().ToLowerInvariant()}' on '{pending.Resource.Urn}' from snapshot");
            }
            var snapshot = document.Snapshot with { PendingOperations = [] };
            using (await LockAsync(session, backend, stack, cancel))
                await backend.OpenState(stack).WriteAsync(document with { Salt = secrets.Salt, Snapshot = snapshot }, SealedSecrets.Instance, cancel);
            await session.Terminal.Output.WriteLineAsync("Import complete.");
        });
        return command;
    }

    private static async Task<StackLock> LockAsync(Session session, FileBackend backend, StackReference stack, CancellationToken cancel)
    {
        try
        {
            return await backend.LockAsync(stack, session.Clock, cancel);
        }
        catch (BackendException e)
        {
            throw new BackendException($"could not import deployment: {e.Message}", e);
        }
    }

    private static async Task<string> ReadAsync(Session session, string? file, CancellationToken cancel) => file is { Length: > 0 }
        ? await File.ReadAllTextAsync(Path.GetFullPath(file, session.Directory), cancel)
        : await session.Terminal.Input.ReadToEndAsync(cancel);

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new CommandException(JsonTexts.IsCut(e) ? "unexpected EOF" : JsonTexts.Describe(e), ExitCode.Failure, e);
        }
    }

    private static void RequireSound(StackReference stack, Snapshot snapshot, bool force)
    {
        var problems = new List<string>();
        foreach (var resource in snapshot.Resources)
        {
            var name = resource.Urn.Split("::")[0]["urn:pulumi:".Length..];
            if (name != stack.Name)
                problems.Add($"resource '{resource.Urn}' is from a different stack ({name} != {stack.Name})");
        }
        if (problems.Count == 0 && SnapshotIntegrity.FindProblem(snapshot) is { } problem)
            problems.Add($"state file contains errors: {problem}");
        if (problems.Count == 0 || force)
            return;
        problems.Add("importing this file could be dangerous; rerun with --force to proceed anyway");
        var text = new StringBuilder($"{problems.Count} errors occurred:");
        for (var i = 0; i < problems.Count; i++)
            text.Append($"\n    {i + 1}) {problems[i]}");
        throw new CommandException(text.ToString());
    }
}
