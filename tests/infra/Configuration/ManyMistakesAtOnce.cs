using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

public class ManyMistakesAtOnce
{
    [Fact]
    public void All_are_shown_in_one_run()
    {
        var mistakes = StackFile.MistakesIn("""
            nodes:
              - name: db1
                kind: proxysql
                hostname: db1_example
                ssh: { host: 10.0.0.11 }
              - name: db1
                knd: mysql
                hostname: db2.example.com
                alternativeNames: [db.example.com, "not a name"]
                ssh:
                  host: 10.0.0.11
                  hostKey: 10.0.0.11 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBO6sV8wjmrJzAIJZr6DHZfXuOICzySb7mTFu6wjHjWo
                database: { adminPassword: swordfish }
            ssh: { privateKey: ~/.ssh/id_ed25519 }
            certificates: { caValidityHours: 100, validityHours: 100, earlyRenewalHours: 200 }
            tls: { ciphers: [HIGH], requireSecureTransport: "on" }
            proof: { user: proof }
            notes: whatever
            """);

        Approved.Text(MistakeList.Render("dev", mistakes) + "\n");
    }
}
