using EncryptionInTransit.Lab;

namespace EncryptionInTransit.Proof.Tests.Servers;

public sealed class MySql97Tests(ProofLab lab) : ServerTests(lab, NodeKind.MySql97)
{
    protected override string Cipher => "TLS_AES_128_GCM_SHA256";

    protected override string Product => "MySQL";

    protected override bool RefusesPlaintextToAnybody => false;
}
