using EncryptionInTransit.Lab;

namespace EncryptionInTransit.Proof.Tests.Servers;

public sealed class MariaDb118Tests(ProofLab lab) : ServerTests(lab, NodeKind.MariaDb118)
{
    protected override string Cipher => "TLS_AES_256_GCM_SHA384";

    protected override string Product => "MariaDB";

    protected override bool RefusesPlaintextToAnybody => true;
}
