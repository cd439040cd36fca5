namespace Pulumi.Engine.Backend;

/// <summary>Which stack of which project. The file backend knows one organization, called <c>organization</c>.</summary>
public sealed record StackReference(string Project, string Name)
{
    public const string Organization = "organization";
    private const int MaximumLength = 100;

    /// <summary>As it stands in the state and in the workspace settings.</summary>
    public string FullName => $"{Organization}/{Project}/{Name}";

    /// <param name="text"><c>dev</c>, <c>organization/dev</c> or <c>organization/project/dev</c>.</param>
    /// <param name="project">The project when the text does not name one.</param>
    /// <exception cref="BackendException">Not a name that a stack can have.</exception>
    public static StackReference Parse(string text, string project)
    {
        var parts = text.Split('/');
        if (parts.Length > 3 || (parts.Length > 1 && parts[0] != Organization))
            throw new BackendException(
                $"could not parse stack name '{text}': it is '<stack>' or '{Organization}/<project>/<stack>'");
        var stack = new StackReference(parts.Length == 3 ? parts[1] : project, parts[^1]);
        RequireValidName(stack.Name);
        if (stack.Project is "" or "." or "..")
            throw new BackendException($"could not parse stack name '{text}': the project is empty");
        return stack;
    }

    private static void RequireValidName(string name)
    {
        const string rule = "a stack name may only contain alphanumeric, hyphens, underscores, or periods";
        if (name.Length == 0)
            throw new BackendException("a stack name may not be empty");
        if (name.Length > MaximumLength)
            throw new BackendException($"a stack name cannot exceed {MaximumLength} characters");
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('-' or '_' or '.'))
                throw new BackendException($"{rule}: invalid character '{name[i]}' at position {i}");
        }
        if (name is "." or "..")
            throw new BackendException($"a stack name may not be '{name}'");
    }
}
