using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Execution;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Command.Local;

/// <summary>The function <c>command:local:run</c>: a command that runs whenever the program does, in previews too.</summary>
internal static class LocalRunFunction
{
    public const string Token = "command:local:run";
    private const string CommandArgument = "command";

    private static readonly InputSchema Schema = new(
        [.. ShellCommandResource.ExecutionInputs, .. LocalCommandResource.LocalInputs, new(CommandArgument, InputKind.Text) { Required = true }]);

    /// <returns>The arguments, and what the command printed: secret when any argument is.</returns>
    /// <exception cref="ProviderException">It could not be run, or failed.</exception>
    public static async Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancel)
    {
        var arguments = request.Arguments;
        if (Schema.Check(arguments.WithoutSecrets()) is { IsEmpty: false } failures)
            return new(PropertyMap.Empty, failures);
        if (arguments.Any(argument => argument.Value.HasUnknown()))
            return new(Results(arguments, Unknown, Unknown, preview: true), []);
        var run = new CommandRun(arguments, CommandArgument, PropertyMap.Empty, request.Log);
        try
        {
            await LocalCommandResource.ExecuteAsync(run, cancel);
        }
        finally
        {
            run.Output.Complete();
        }
        return new(Results(arguments, new StringValue(run.Output.Stdout), new StringValue(run.Output.Stderr), preview: false), []);
    }

    private static PropertyMap Results(PropertyMap arguments, PropertyValue stdout, PropertyValue stderr, bool preview)
    {
        var isSecret = arguments.Any(argument => argument.Value != argument.Value.WithoutSecrets());
        return new(arguments
            .With("stdout", isSecret ? stdout.AsSecret() : stdout)
            .With("stderr", isSecret ? stderr.AsSecret() : stderr)
            .Concat(FileOutputs.From(arguments.WithoutSecrets(), preview)));
    }
}
