namespace EncryptionInTransit.Lab.ProxySqlStandIn;

/// <summary>
/// What goes wrong on purpose: the lines of a file in the data directory, read anew at each command. See README.md.
/// </summary>
internal sealed class Faults(string dataDirectory)
{
    private readonly string _path = Path.Combine(dataDirectory, "stand-in-faults");

    /// <summary>The command is answered with an error and does nothing.</summary>
    public bool Fails(string command) => Has("fail", command);

    /// <summary>The command is answered with OK and does nothing.</summary>
    public bool IsIgnored(string command) => Has("ignore", command);

    /// <summary>The process ends at once when the command comes.</summary>
    public bool DiesBefore(string command) => Has("die-before", command);

    /// <summary>The process ends at once when the command is done, before it is answered.</summary>
    public bool DiesAfter(string command) => Has("die-after", command);

    /// <summary>A table that this version does not have.</summary>
    public bool Lacks(string table) => Has("without", table);

    private bool Has(string fault, string subject)
    {
        try
        {
            return File.ReadLines(_path).Any(line => string.Equals(line.Trim(), $"{fault} {subject}", StringComparison.OrdinalIgnoreCase));
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
