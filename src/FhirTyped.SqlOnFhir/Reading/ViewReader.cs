using System.Text.Json;

namespace FhirTyped.SqlOnFhir;

/// <summary>Reads a ViewDefinition, and says where it is none.</summary>
internal sealed class ViewReader
{
    private readonly Dictionary<string, IReadOnlyList<FhirPathValue>> _constants;

    private ViewReader(Dictionary<string, IReadOnlyList<FhirPathValue>> constants) => _constants = constants;

    public static ViewDefinition Read(ReadOnlyMemory<byte> utf8)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new ViewDefinitionException("ViewDefinition", $"It is not JSON, or too deeply nested, or has an element twice (line {(exception.LineNumber ?? 0) + 1}).", exception);
        }

        using (document)
        {
            return ReadView(new ViewElement(document.RootElement, "ViewDefinition"));
        }
    }

    /// <summary>A name that can name a column or a table.</summary>
    public static string NameOf(ViewElement parent, string element)
    {
        var name = parent.Required(element);
        return char.IsAsciiLetter(name[0]) && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? name
            : throw parent.Find(element)!.Value.Error("A name is a letter, followed by letters, digits and underscores.");
    }

    private static ViewDefinition ReadView(ViewElement view)
    {
        view.AllowOnly(
            "resourceType", "meta", "implicitRules", "language", "text", "contained", "url", "identifier", "version", "versionAlgorithmString", "versionAlgorithmCoding",
            "name", "title", "status", "experimental", "date", "publisher", "contact", "description", "useContext", "jurisdiction", "purpose", "copyright", "copyrightLabel",
            "resource", "profile", "fhirVersion", "constant", "select", "where");
        if (view.Optional("resourceType") is { } type && type is not "ViewDefinition")
        {
            throw view.Error("The resource is of another type than ViewDefinition.");
        }

        var resourceType = view.Required("resource");
        if (!FhirResources.IsResourceType(resourceType))
        {
            throw view.Find("resource")!.Value.Error("R4 has no such resource type.");
        }

        var reader = new ViewReader(ConstantReader.Read(view));
        var where = view.List("where").Select(reader.ReadWhere).ToArray();
        var columns = new List<ViewColumn>();
        var selects = view.List("select");
        if (selects.Count == 0)
        {
            throw view.Error("'select' is missing.");
        }

        var root = new SelectNode
        {
            Place = view.Place,
            Kind = SelectKind.Once,
            Items = [],
            Columns = [],
            Selects = [.. selects.Select(select => reader.ReadSelect(select, columns))],
            Union = [],
        };
        var twice = columns.GroupBy(static column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static group => group.Skip(1).Any());
        return twice is not null ? throw view.Error($"There are two columns '{twice.Key}', which databases do not tell apart.")
            : new ViewDefinition(view.Find("name") is null ? null : NameOf(view, "name"), resourceType, columns, root, where, reader._constants);
    }

    private WhereNode ReadWhere(ViewElement where)
    {
        where.AllowOnly("path", "description");
        return new WhereNode(Expression(where, "path"));
    }

    private SelectNode ReadSelect(ViewElement select, List<ViewColumn> columns)
    {
        select.AllowOnly("column", "select", "forEach", "forEachOrNull", "repeat", "unionAll");
        var items = Items(select, out var kind);
        var own = select.List("column").Select(column => ReadColumn(column, columns)).ToArray();
        var nested = select.List("select").Select(child => ReadSelect(child, columns)).ToArray();
        var union = ReadUnion(select, columns);
        return own.Length + nested.Length + union.Count == 0
            ? throw select.Error("'column', 'select' or 'unionAll' is needed: without them there is nothing to select.")
            : new SelectNode { Place = select.Place, Kind = kind, Items = items, Columns = own, Selects = nested, Union = union };
    }

    private IReadOnlyList<ViewExpression> Items(ViewElement select, out SelectKind kind)
    {
        var found = new[] { "forEach", "forEachOrNull", "repeat" }.Where(name => select.Find(name) is not null).ToArray();
        if (found.Length > 1)
        {
            throw select.Error($"'{found[0]}' and '{found[1]}' exclude each other.");
        }

        kind = found.FirstOrDefault() switch
        {
            "forEach" => SelectKind.ForEach,
            "forEachOrNull" => SelectKind.ForEachOrNull,
            "repeat" => SelectKind.Repeat,
            _ => SelectKind.Once,
        };
        return kind switch
        {
            SelectKind.Once => [],
            SelectKind.Repeat => [.. select.List("repeat").Select(Expression)],
            _ => [Expression(select, found[0])],
        };
    }

    // The branches fill the same columns, which the first of them names.
    private IReadOnlyList<SelectNode> ReadUnion(ViewElement select, List<ViewColumn> columns)
    {
        var before = columns.Count;
        List<ViewColumn>? first = null;
        var nodes = new List<SelectNode>();
        foreach (var branch in select.List("unionAll"))
        {
            columns.RemoveRange(before, columns.Count - before);
            nodes.Add(ReadSelect(branch, columns));
            var own = columns[before..];
            first ??= own;
            if (!first.Select(static column => (column.Name, column.IsCollection)).SequenceEqual(own.Select(static column => (column.Name, column.IsCollection)))
                || first.Zip(own).Any(static pair => pair.First.Type != pair.Second.Type))
            {
                throw branch.Error("All parts of a union must have the same columns: names, order and types.");
            }
        }

        return nodes;
    }

    private ColumnNode ReadColumn(ViewElement column, List<ViewColumn> columns)
    {
        column.AllowOnly("path", "name", "description", "collection", "type", "tag");
        var type = column.Find("type") is { } stated ? ViewTypes.Find(stated.Text()) ?? throw stated.Error("There is no such type.") : null;
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in column.List("tag"))
        {
            tag.AllowOnly("name", "value");
            tags[tag.Required("name")] = tag.Required("value");
        }

        var described = new ViewColumn(NameOf(column, "name"), type, column.Boolean("collection"), column.Optional("description"), tags);
        columns.Add(described);
        return new ColumnNode(columns.Count - 1, described, Expression(column, "path"));
    }

    private ViewExpression Expression(ViewElement parent, string name) =>
        parent.Find(name) is { } element ? Expression(element) : throw parent.Error($"'{name}' is missing.");

    private ViewExpression Expression(ViewElement element)
    {
        try
        {
            var expression = FhirPathExpression.Parse(element.Text());
            var unknown = expression.Variables.FirstOrDefault(variable => variable != RowVariables.RowIndexName && !_constants.ContainsKey(variable));
            return unknown is null ? new ViewExpression(expression, element.Place) : throw element.Error($"There is no constant '{unknown}'.");
        }
        catch (FhirPathException exception)
        {
            throw new ViewDefinitionException(element.Place, exception.Reason + (exception.Position < 0 ? "" : $" (character {exception.Position + 1})"), exception);
        }
    }
}
