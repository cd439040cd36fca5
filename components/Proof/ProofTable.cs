namespace EncryptionInTransit.Proof;

/// <summary>The proof as people see it.</summary>
public static class ProofTable
{
    /// <summary>A row per node, and below the table a line per failure and note.</summary>
    public static string Render(IEnumerable<ProofReport> reports) => throw new NotImplementedException();
}
