namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A place in which somebody can change what is kept, past the store.</summary>
public interface IAuditRows
{
    /// <summary>The table of audit events.</summary>
    string Table { get; }

    Task ExecuteAsync(string sql);
}
