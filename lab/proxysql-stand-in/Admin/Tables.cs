namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>A table that exists in the layers main, runtime and disk.</summary>
/// <param name="Columns">What stands between the parentheses of its CREATE TABLE, as in ProxySQL 2.7.</param>
internal sealed record LayeredTable(string Name, string Columns);

/// <summary>Tables that one LOAD or SAVE carries together, with the words by which commands call them.</summary>
internal sealed record Module(string Words, IReadOnlyList<LayeredTable> Tables);

/// <summary>The tables of the admin interface.</summary>
internal static class Tables
{
    public const string SslParameters = "mysql_servers_ssl_params";
    public const string Users = "mysql_users";

    public const string GlobalVariablesColumns = "variable_name VARCHAR NOT NULL PRIMARY KEY , variable_value VARCHAR NOT NULL";

    private const string HostgroupQuartet =
        "writer_hostgroup INT CHECK (writer_hostgroup>=0) NOT NULL PRIMARY KEY , "
        + "backup_writer_hostgroup INT CHECK (backup_writer_hostgroup>=0 AND backup_writer_hostgroup<>writer_hostgroup) NOT NULL , "
        + "reader_hostgroup INT NOT NULL CHECK (reader_hostgroup<>writer_hostgroup AND backup_writer_hostgroup<>reader_hostgroup AND reader_hostgroup>0) , "
        + "offline_hostgroup INT NOT NULL CHECK (offline_hostgroup<>writer_hostgroup AND offline_hostgroup<>reader_hostgroup AND backup_writer_hostgroup<>offline_hostgroup AND offline_hostgroup>=0) , "
        + "active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1 , "
        + "max_writers INT NOT NULL CHECK (max_writers >= 0) DEFAULT 1 , "
        + "writer_is_also_reader INT CHECK (writer_is_also_reader IN (0,1,2)) NOT NULL DEFAULT 0 , "
        + "max_transactions_behind INT CHECK (max_transactions_behind>=0) NOT NULL DEFAULT 0 , "
        + "comment VARCHAR , UNIQUE (reader_hostgroup) , UNIQUE (offline_hostgroup) , UNIQUE (backup_writer_hostgroup)";

    public static IReadOnlyList<Module> Modules { get; } =
    [
        new("MYSQL SERVERS",
        [
            new("mysql_servers",
                "hostgroup_id INT CHECK (hostgroup_id>=0) NOT NULL DEFAULT 0 , hostname VARCHAR NOT NULL , "
                + "port INT CHECK (port >= 0 AND port <= 65535) NOT NULL DEFAULT 3306 , "
                + "gtid_port INT CHECK ((gtid_port <> port OR gtid_port=0) AND gtid_port >= 0 AND gtid_port <= 65535) NOT NULL DEFAULT 0 , "
                + "status VARCHAR CHECK (UPPER(status) IN ('ONLINE','SHUNNED','OFFLINE_SOFT', 'OFFLINE_HARD')) NOT NULL DEFAULT 'ONLINE' , "
                + "weight INT CHECK (weight >= 0 AND weight <=10000000) NOT NULL DEFAULT 1 , "
                + "compression INT CHECK (compression IN(0,1)) NOT NULL DEFAULT 0 , "
                + "max_connections INT CHECK (max_connections >=0) NOT NULL DEFAULT 1000 , "
                + "max_replication_lag INT CHECK (max_replication_lag >= 0 AND max_replication_lag <= 126144000) NOT NULL DEFAULT 0 , "
                + "use_ssl INT CHECK (use_ssl IN(0,1)) NOT NULL DEFAULT 0 , "
                + "max_latency_ms INT UNSIGNED CHECK (max_latency_ms>=0) NOT NULL DEFAULT 0 , "
                + "comment VARCHAR NOT NULL DEFAULT '' , PRIMARY KEY (hostgroup_id, hostname, port)"),
            new(SslParameters,
                "hostname VARCHAR NOT NULL , port INT CHECK (port >= 0 AND port <= 65535) NOT NULL DEFAULT 3306 , "
                + "username VARCHAR NOT NULL DEFAULT '' , ssl_ca VARCHAR NOT NULL DEFAULT '' , ssl_cert VARCHAR NOT NULL DEFAULT '' , "
                + "ssl_key VARCHAR NOT NULL DEFAULT '' , ssl_capath VARCHAR NOT NULL DEFAULT '' , ssl_crl VARCHAR NOT NULL DEFAULT '' , "
                + "ssl_crlpath VARCHAR NOT NULL DEFAULT '' , ssl_cipher VARCHAR NOT NULL DEFAULT '' , tls_version VARCHAR NOT NULL DEFAULT '' , "
                + "comment VARCHAR NOT NULL DEFAULT '' , PRIMARY KEY (hostname, port, username)"),
            new("mysql_replication_hostgroups",
                "writer_hostgroup INT CHECK (writer_hostgroup>=0) NOT NULL PRIMARY KEY , "
                + "reader_hostgroup INT NOT NULL CHECK (reader_hostgroup<>writer_hostgroup AND reader_hostgroup>=0) , "
                + "check_type VARCHAR CHECK (LOWER(check_type) IN ('read_only','innodb_read_only','super_read_only','read_only|innodb_read_only','read_only&innodb_read_only')) NOT NULL DEFAULT 'read_only' , "
                + "comment VARCHAR NOT NULL DEFAULT '' , UNIQUE (reader_hostgroup)"),
            new("mysql_group_replication_hostgroups", HostgroupQuartet),
            new("mysql_galera_hostgroups", HostgroupQuartet),
            new("mysql_aws_aurora_hostgroups",
                "writer_hostgroup INT CHECK (writer_hostgroup>=0) NOT NULL PRIMARY KEY , "
                + "reader_hostgroup INT NOT NULL CHECK (reader_hostgroup<>writer_hostgroup AND reader_hostgroup>0) , "
                + "active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1 , aurora_port INT NOT NULL DEFAULT 3306 , "
                + "domain_name VARCHAR NOT NULL CHECK (SUBSTR(domain_name,1,1) = '.') , max_lag_ms INT NOT NULL DEFAULT 600000 , "
                + "check_interval_ms INT NOT NULL DEFAULT 1000 , check_timeout_ms INT NOT NULL DEFAULT 800 , "
                + "writer_is_also_reader INT CHECK (writer_is_also_reader IN (0,1)) NOT NULL DEFAULT 0 , "
                + "new_reader_weight INT NOT NULL DEFAULT 1 , add_lag_ms INT NOT NULL DEFAULT 30 , min_lag_ms INT NOT NULL DEFAULT 30 , "
                + "lag_num_checks INT NOT NULL DEFAULT 1 , comment VARCHAR , UNIQUE (reader_hostgroup)"),
            new("mysql_hostgroup_attributes",
                "hostgroup_id INT NOT NULL PRIMARY KEY , max_num_online_servers INT NOT NULL DEFAULT 1000000 , "
                + "autocommit INT CHECK (autocommit IN (-1, 0, 1)) NOT NULL DEFAULT -1 , free_connections_pct INT NOT NULL DEFAULT 10 , "
                + "init_connect VARCHAR NOT NULL DEFAULT '' , multiplex INT CHECK (multiplex IN (0, 1)) NOT NULL DEFAULT 1 , "
                + "connection_warming INT CHECK (connection_warming IN (0, 1)) NOT NULL DEFAULT 0 , "
                + "throttle_connections_per_sec INT NOT NULL DEFAULT 1000000 , ignore_session_variables VARCHAR NOT NULL DEFAULT '' , "
                + "hostgroup_settings VARCHAR NOT NULL DEFAULT '' , servers_defaults VARCHAR NOT NULL DEFAULT '' , "
                + "comment VARCHAR NOT NULL DEFAULT ''"),
        ]),
        new("MYSQL USERS",
        [
            new(Users,
                "username VARCHAR NOT NULL , password VARCHAR , active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1 , "
                + "use_ssl INT CHECK (use_ssl IN (0,1)) NOT NULL DEFAULT 0 , default_hostgroup INT NOT NULL DEFAULT 0 , "
                + "default_schema VARCHAR , schema_locked INT CHECK (schema_locked IN (0,1)) NOT NULL DEFAULT 0 , "
                + "transaction_persistent INT CHECK (transaction_persistent IN (0,1)) NOT NULL DEFAULT 1 , "
                + "fast_forward INT CHECK (fast_forward IN (0,1)) NOT NULL DEFAULT 0 , "
                + "backend INT CHECK (backend IN (0,1)) NOT NULL DEFAULT 1 , frontend INT CHECK (frontend IN (0,1)) NOT NULL DEFAULT 1 , "
                + "max_connections INT CHECK (max_connections >=0) NOT NULL DEFAULT 10000 , "
                + "attributes VARCHAR CHECK (JSON_VALID(attributes) OR attributes = '') NOT NULL DEFAULT '' , "
                + "comment VARCHAR NOT NULL DEFAULT '' , PRIMARY KEY (username, backend) , UNIQUE (username, frontend)"),
        ]),
        new("MYSQL QUERY RULES",
        [
            new("mysql_query_rules",
                "rule_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL , active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 0 , "
                + "username VARCHAR , schemaname VARCHAR , flagIN INT CHECK (flagIN >= 0) NOT NULL DEFAULT 0 , client_addr VARCHAR , "
                + "proxy_addr VARCHAR , proxy_port INT , digest VARCHAR , match_digest VARCHAR , match_pattern VARCHAR , "
                + "negate_match_pattern INT NOT NULL DEFAULT 0 , re_modifiers VARCHAR DEFAULT 'CASELESS' , flagOUT INT , "
                + "replace_pattern VARCHAR , destination_hostgroup INT DEFAULT NULL , cache_ttl INT , cache_empty_result INT DEFAULT NULL , "
                + "cache_timeout INT , reconnect INT DEFAULT NULL , timeout INT UNSIGNED , retries INT , delay INT UNSIGNED , "
                + "next_query_flagIN INT UNSIGNED , mirror_flagOUT INT UNSIGNED , mirror_hostgroup INT UNSIGNED , error_msg VARCHAR , "
                + "OK_msg VARCHAR , sticky_conn INT , multiplex INT , gtid_from_hostgroup INT UNSIGNED , log INT , "
                + "apply INT CHECK(apply IN (0,1)) NOT NULL DEFAULT 0 , attributes VARCHAR NOT NULL DEFAULT '' , comment VARCHAR"),
            new("mysql_query_rules_fast_routing",
                "username VARCHAR NOT NULL , schemaname VARCHAR NOT NULL , flagIN INT NOT NULL DEFAULT 0 , "
                + "destination_hostgroup INT CHECK (destination_hostgroup >= 0) NOT NULL , comment VARCHAR NOT NULL , "
                + "PRIMARY KEY (username, schemaname, flagIN)"),
        ]),
        new("SCHEDULER",
        [
            new("scheduler",
                "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL , active INT CHECK (active IN (0,1)) NOT NULL DEFAULT 1 , "
                + "interval_ms INTEGER CHECK (interval_ms>=100 AND interval_ms<=100000000) NOT NULL , filename VARCHAR NOT NULL , "
                + "arg1 VARCHAR , arg2 VARCHAR , arg3 VARCHAR , arg4 VARCHAR , arg5 VARCHAR , comment VARCHAR NOT NULL DEFAULT ''"),
        ]),
        new("PROXYSQL SERVERS",
        [
            new("proxysql_servers",
                "hostname VARCHAR NOT NULL , port INT NOT NULL DEFAULT 6032 , weight INT CHECK (weight >= 0) NOT NULL DEFAULT 0 , "
                + "comment VARCHAR NOT NULL DEFAULT '' , PRIMARY KEY (hostname, port)"),
        ]),
    ];

    /// <summary>Statistics, as far as a node tool may look at them. Most are empty: the stand-in has no backends.</summary>
    public static IReadOnlyList<LayeredTable> Statistics { get; } =
    [
        new("stats_mysql_connection_pool",
            "hostgroup INT , srv_host VARCHAR , srv_port INT , status VARCHAR , ConnUsed INT , ConnFree INT , ConnOK INT , ConnERR INT , "
            + "MaxConnUsed INT , Queries INT , Queries_GTID_sync INT , Bytes_data_sent INT , Bytes_data_recv INT , Latency_us INT"),
        new("stats_mysql_free_connections",
            "fd INT NOT NULL , hostgroup INT NOT NULL , srv_host VARCHAR NOT NULL , srv_port INT NOT NULL , user VARCHAR NOT NULL , "
            + "schema VARCHAR , init_connect VARCHAR , time_zone VARCHAR , sql_mode VARCHAR , autocommit VARCHAR , idle_ms INT , "
            + "statistics VARCHAR , mysql_info VARCHAR"),
        new("stats_mysql_global", "Variable_Name VARCHAR NOT NULL PRIMARY KEY , Variable_Value VARCHAR NOT NULL"),
        new("stats_mysql_processlist",
            "ThreadID INT NOT NULL , SessionID INTEGER PRIMARY KEY , user VARCHAR , db VARCHAR , cli_host VARCHAR , cli_port INT , "
            + "hostgroup INT , l_srv_host VARCHAR , l_srv_port INT , srv_host VARCHAR , srv_port INT , command VARCHAR , "
            + "time_ms INT NOT NULL , info VARCHAR , status_flags INT , extended_info VARCHAR"),
        new("stats_mysql_users",
            "username VARCHAR PRIMARY KEY , frontend_connections INT NOT NULL , frontend_max_connections INT NOT NULL"),
    ];
}
