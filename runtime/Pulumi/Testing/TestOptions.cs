namespace Pulumi.Testing;

/// <summary>What a program under test finds in its deployment.</summary>
public class TestOptions
{
    /// <summary>"project" if null.</summary>
    public string? ProjectName { get; set; }

    public string? RootDirectory { get; set; }

    /// <summary>"stack" if null.</summary>
    public string? StackName { get; set; }

    /// <summary>Whether it is a preview; yes if null.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>"organization" if null.</summary>
    public string? OrganizationName { get; set; }
}
