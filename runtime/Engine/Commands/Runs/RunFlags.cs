using System.CommandLine;
using System.Globalization;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>The flags of <c>preview</c>, <c>up</c>, <c>refresh</c> and <c>destroy</c>. A verb adds those that it has.</summary>
internal sealed class RunFlags(GlobalOptions globals, DeploymentKind kind)
{
    public GlobalOptions Globals => globals;

    public Option<string> Stack { get; } = Options.Stack();

    public Option<string> ConfigFile { get; } = Options.Text("Use the configuration values in the specified file rather than detecting the file name", "--config-file");

    public Option<string[]> Config { get; } = Options.List("Config to use during the update and save to the stack config file", "--config", "-c");

    public Option<bool> ConfigPath { get; } = Options.Flag("Config keys contain a path to a property in a map or list to set", "--config-path");

    public Option<string> Message { get; } = Options.Text("Optional message to associate with the operation", "--message", "-m");

    public Option<bool> Diff { get; } = Options.Flag("Display operation as a rich diff showing the overall change", "--diff");

    public Option<bool> Json { get; } = Options.Flag("Serialize the operation as JSON: a preview as one document, an operation as a stream of events, one a line", "--json", "-j");

    public Option<string?> Parallel { get; } = new("--parallel", "-p") { Description = "Allow P resource operations to run in parallel at once (1 for no parallelism)" };

    public Option<bool> Refresh { get; } = Options.Flag("Refresh the state of the stack's resources before this update", "--refresh", "-r");

    public Option<bool> ShowSecrets { get; } = Options.Flag("Show secrets in plaintext in the CLI output", "--show-secrets");

    public Option<bool> SuppressOutputs { get; } = Options.Flag("Suppress display of stack outputs (in case they contain sensitive values)", "--suppress-outputs");

    public Option<bool> SuppressProgress { get; } = Options.Flag("Suppress display of periodic progress dots", "--suppress-progress");

    public Option<bool> Yes { get; } = Options.Flag("Automatically approve and perform the operation after previewing it", "--yes", "-y");

    public Option<bool> SkipPreview { get; } = Options.Flag("Do not calculate a preview before performing the operation", "--skip-preview", "-f");

    public Option<bool> PreviewOnly { get; } = Options.Flag("Only show a preview, but don't perform the operation itself", "--preview-only");

    public Option<bool> ContinueOnError { get; } = Options.Flag("Continue to perform the operation despite the occurrence of errors", "--continue-on-error");

    public Option<bool> ExpectNoChanges { get; } = Options.Flag("Return an error if any changes occur during this operation", "--expect-no-changes");

    public Option<string[]> Target { get; } = Options.List("Specify a single resource URN to operate on. Multiple resources can be specified using --target urn1 --target urn2. Wildcards (*, **) are supported", "--target", "-t");

    public Option<bool> TargetDependents { get; } = Options.Flag("Allow operating on additional dependent targets discovered but not specified in --target list", "--target-dependents");

    public Option<string[]> Replace { get; } = Options.List("Specify a single resource URN to replace. Wildcards (*, **) are supported", "--replace");

    public Option<string[]> TargetReplace { get; } = Options.List("Specify a single resource URN to replace. Other resources will not be updated", "--target-replace");

    public Option<string[]> Exclude { get; } = Options.List("Specify a resource URN to ignore. Wildcards (*, **) are supported", "--exclude");

    public Option<bool> ExcludeDependents { get; } = Options.Flag("Also exclude the dependents of the resources in the --exclude list", "--exclude-dependents");

    public Option<bool> ExcludeProtected { get; } = Options.Flag("Do not destroy protected resources. Destroy all other resources", "--exclude-protected");

    public Option<bool> ClearPendingCreates { get; } = Options.Flag("Clear all pending creates, dropping them from the state", "--clear-pending-creates");

    public Option<bool> Remove { get; } = Options.Flag("Remove the stack and its config file after all resources in the stack have been deleted", "--remove");

    public IEnumerable<Option> Common =>
        [Stack, ConfigFile, Config, ConfigPath, Message, Diff, Parallel, SuppressOutputs, SuppressProgress, Target, TargetDependents];

    public RunRequest Read(ParseResult parsed, Session session)
    {
        var flags = new Given(parsed);
        if (flags.List(Target).Length > 0 && flags.List(Exclude).Length > 0)
            throw CommandException.Exclusive("target", "exclude");
        if (flags.List(Target).Length > 0 && flags.Flag(ExcludeProtected))
            throw new CommandException("you cannot specify --target and --exclude-protected");
        return new()
        {
            Stack = parsed.GetValue(Stack),
            ConfigFile = parsed.GetValue(ConfigFile),
            Config = flags.List(Config),
            ConfigPath = parsed.GetValue(ConfigPath),
            Message = parsed.GetValue(Message) ?? "",
            Diff = parsed.GetValue(Diff),
            Json = flags.Flag(Json),
            ShowSecrets = flags.Flag(ShowSecrets),
            SuppressOutputs = parsed.GetValue(SuppressOutputs),
            SuppressProgress = parsed.GetValue(SuppressProgress),
            Yes = flags.Flag(Yes) || session.Terminal.SkipsConfirmations,
            SkipPreview = flags.Flag(SkipPreview),
            PreviewOnly = flags.Flag(PreviewOnly),
            ExpectNoChanges = flags.Flag(ExpectNoChanges),
            Remove = flags.Flag(Remove),
            ShowDebug = globals.ShowsDebug(parsed),
            Flags = RunEnvironment.FlagsOf(parsed, withValue: [Refresh]),
            Deployment = new()
            {
                Kind = kind,
                Parallel = ParallelOf(parsed, session),
                Refresh = flags.Flag(Refresh),
                ContinueOnError = flags.Has(ContinueOnError)
                    && (parsed.GetValue(ContinueOnError) || session.Terminal.IsTrue("PULUMI_CONTINUE_ON_ERROR")),
                Targets = [.. flags.List(Target)],
                TargetDependents = parsed.GetValue(TargetDependents),
                Replace = [.. flags.List(Replace)],
                TargetReplace = [.. flags.List(TargetReplace)],
                Exclude = [.. flags.List(Exclude)],
                ExcludeDependents = flags.Flag(ExcludeDependents),
                ExcludeProtected = flags.Flag(ExcludeProtected),
                ClearPendingCreates = flags.Flag(ClearPendingCreates),
            },
        };
    }

    private int ParallelOf(ParseResult parsed, Session session)
    {
        var text = parsed.GetValue(Parallel) ?? session.Terminal.Environment("PULUMI_PARALLEL");
        if (text is null or "")
            return DeploymentOptions.DefaultParallel;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new CommandException($"invalid argument \"{text}\" for \"-p, --parallel\" flag: it is a whole number");
        return Math.Max(1, number);
    }

    /// <summary>Flags that a verb may not have.</summary>
    private sealed class Given(ParseResult parsed)
    {
        public bool Has(Option option) => parsed.CommandResult.Command.Options.Contains(option);

        public bool Flag(Option<bool> option) => Has(option) && parsed.GetValue(option);

        public string[] List(Option<string[]> option) => Has(option) ? parsed.GetValue(option) ?? [] : [];
    }
}
