using Pulumi.Engine.Backend;
using Pulumi.Engine.Configuration;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands;

/// <summary>What a command works with: the folder it was called in, and from there the project, the backend, the stack.</summary>
public sealed class Session
{
    private readonly Lazy<ProjectFile> _project;
    private readonly Lazy<WorkspaceSettings> _workspace;
    private FileBackend? _backend;

    public Session(Terminal terminal, string directory, TimeProvider clock)
    {
        Terminal = terminal;
        Directory = directory;
        Clock = clock;
        _project = new(() => ProjectFile.Find(directory));
        _workspace = new(() => new WorkspaceSettings(PulumiHome, Project));
        Secrets = new SecretsManagers(new Passphrase(
            terminal.Environment, terminal.IsInteractive ? question => Prompt.Hidden(terminal, question) : null));
    }

    public Terminal Terminal { get; }

    public string Directory { get; }

    public TimeProvider Clock { get; }

    public SecretsManagers Secrets { get; }

    public ProjectFile Project => _project.Value;

    public WorkspaceSettings Workspace => _workspace.Value;

    private string Home => Terminal.Environment("HOME") ?? System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);

    private string PulumiHome => Terminal.Environment("PULUMI_HOME") is { Length: > 0 } set ? set : Path.Join(Home, ".pulumi");

    /// <summary>Of <c>PULUMI_BACKEND_URL</c>, of Pulumi.yaml, or of the last <c>pulumi login</c>; else the home folder.</summary>
    public async Task<FileBackend> BackendAsync(CancellationToken cancel)
    {
        if (_backend is not null)
            return _backend;
        var url = Terminal.Environment("PULUMI_BACKEND_URL") is { Length: > 0 } set
            ? set
            : FindProject()?.BackendUrl ?? WorkspaceSettings.LoginUrl(PulumiHome) ?? BackendUrl.Default;
        return _backend = await FileBackend.OpenAsync(BackendUrl.Open(url, Home, Directory), cancel);
    }

    /// <summary>The stack that a flag names, or the selected one.</summary>
    /// <exception cref="NoSuchStackException">There is no such stack.</exception>
    public async Task<StackReference> StackAsync(string? name, CancellationToken cancel)
    {
        var backend = await BackendAsync(cancel);
        var text = name is { Length: > 0 } ? name
            : Terminal.Environment("PULUMI_STACK") is { Length: > 0 } set ? set
            : Workspace.Selected(backend.Url)
                ?? throw new CommandException("no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one");
        var stack = StackReference.Parse(text, Project.Name);
        backend.RequireExists(stack);
        return stack;
    }

    /// <summary>A stack as texts name it: one of another project with that project.</summary>
    public string NameOf(StackReference stack) => stack.Project == Project.Name ? stack.Name : stack.FullName;

    /// <param name="file">Of <c>--config-file</c>; null for the stack's own.</param>
    public StackConfiguration Configuration(StackReference stack, string? file) => StackConfiguration.Load(
        file is { Length: > 0 } ? Path.GetFullPath(file, Directory) : Project.StackFile(stack.Name), Project.Name);

    private ProjectFile? FindProject()
    {
        try
        {
            return Project;
        }
        catch (ConfigurationException)
        {
            return null; // Whoever needs the project asks for it, and hears then what is wrong.
        }
    }
}
