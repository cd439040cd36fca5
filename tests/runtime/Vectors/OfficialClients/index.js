// A program of a user of the official Node.js packages. It knows nothing of the embedded engine.
"use strict";
const pulumi = require("@pulumi/pulumi");
const command = require("@pulumi/command");
const tls = require("@pulumi/tls");

const config = new pulumi.Config();
const hosts = config.requireObject("hosts");
const token = config.requireSecret("token");

class Authority extends pulumi.ComponentResource {
    constructor(name, commonName, opts) {
        super("example:pki:Authority", name, { commonName }, opts);
        this.key = new tls.PrivateKey(`${name}-key`, { algorithm: "ECDSA", ecdsaCurve: "P384" }, { parent: this });
        this.certificate = new tls.SelfSignedCert(`${name}-certificate`, {
            privateKeyPem: this.key.privateKeyPem,
            isCaCertificate: true,
            validityPeriodHours: 24 * 365,
            allowedUses: ["cert_signing"],
            subject: { commonName },
        }, { parent: this });
        this.registerOutputs({ certPem: this.certificate.certPem });
    }

    issue(host) {
        const own = { parent: this };
        const key = new tls.PrivateKey(`${host}-key`, { algorithm: "RSA", rsaBits: 2048 }, own);
        const request = new tls.CertRequest(`${host}-request`, {
            privateKeyPem: key.privateKeyPem, dnsNames: [host], subject: { commonName: host },
        }, own);
        return new tls.LocallySignedCert(`${host}-certificate`, {
            certRequestPem: request.certRequestPem,
            caPrivateKeyPem: this.key.privateKeyPem,
            caCertPem: this.certificate.certPem,
            validityPeriodHours: 24 * 30,
            earlyRenewalHours: 24,
            allowedUses: ["server_auth"],
        }, own);
    }
}

const name = config.get("authority") || "authority";
const authority = new Authority(name, "Example CA", { aliases: [{ name: "authority" }] });
const verified = hosts.map(host => {
    const certificate = authority.issue(host);
    return new command.local.Command(`${host}-verify`, {
        create: "read -r subject && echo $GREETING $subject",
        stdin: certificate.certRequestPem,
        environment: { GREETING: "hello from" },
        triggers: [certificate.certPem],
    }, { dependsOn: [authority], deleteBeforeReplace: true, customTimeouts: { create: "2m" } });
});
const guarded = new command.local.Command("guarded", {
    create: "printf %s \"$TOKEN\" | wc -c", environment: { TOKEN: token },
}, { additionalSecretOutputs: ["stdout"], ignoreChanges: ["create"], protect: config.getBoolean("protect") });

exports.greetings = pulumi.all(verified.map(v => v.stdout));
exports.caPem = authority.certificate.certPem;
exports.token = token;
exports.length = guarded.stdout;
