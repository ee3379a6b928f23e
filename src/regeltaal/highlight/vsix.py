"""Packs the extension for VS Code into a `.vsix`: a ZIP with two descriptions of what is in it.

It is made here and not by Microsoft's own tool, so that nobody needs Node for it, and so that the same files give the
same bytes on every machine. A test holds it against what that tool makes.
"""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from regeltaal.base.text import DUTCH, Language

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_FOLDERS = ("bundle", "icons", "snippets", "syntaxes")
_FILES = ("README.md", "language-configuration.json", "package.json", "package.nls.json")
_TYPES = {
    ".js": "application/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vsixmanifest": "text/xml",
}
_ENGLISH = "package.nls.en.json"
_MANIFEST = """\
<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" \
xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id={name} Version={version} Publisher={publisher}/>
    <DisplayName>{title}</DisplayName>
    <Description xml:space="preserve">{description}</Description>
    <Tags></Tags>
    <Categories>{categories}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value={engine}/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
      <Property Id="Microsoft.VisualStudio.Code.LocalizedLanguages" Value=""/>
      <Property Id="Microsoft.VisualStudio.Code.ExecutesCode" Value="true"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
    <Icon>extension/{icon}</Icon>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
{assets}
  </Assets>
</PackageManifest>
"""
_CONTENT = """\
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>
"""


def vsix(folder: Path, licence: Path, language: Language = DUTCH) -> bytes:
    """The package of an extension; its texts before it runs are in one language."""
    files = {**dict(_contents(folder, language)), "LICENSE.txt": licence.read_bytes()}
    package = json.loads(files["package.json"])
    words = json.loads(files["package.nls.json"])
    found = {f"extension/{path}": content for path, content in files.items()}
    return _zipped(
        {
            "extension.vsixmanifest": _manifest(package, words).encode(),
            "[Content_Types].xml": _content_types(found).encode(),
            **dict(sorted(found.items())),
        }
    )


def _contents(folder: Path, language: Language) -> Iterator[tuple[str, bytes]]:
    for name in _FILES:
        source = _ENGLISH if name == "package.nls.json" and language != DUTCH else name
        yield name, (folder / source).read_bytes()
    for name in _FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _manifest(package: Mapping[str, object], words: Mapping[str, str]) -> str:
    categories, engines = package["categories"], package["engines"]
    assert isinstance(categories, list)  # noqa: S101 - our own file
    assert isinstance(engines, dict)  # noqa: S101 - idem
    return _MANIFEST.format(
        name=quoteattr(str(package["name"])),
        version=quoteattr(str(package["version"])),
        publisher=quoteattr(str(package["publisher"])),
        title=package["displayName"],
        description=words[str(package["description"]).strip("%")],
        categories=",".join(categories),
        engine=quoteattr(str(engines["vscode"])),
        icon=package["icon"],
        assets="\n".join(_asset(kind, path) for kind, path in _assets(package)),
    )


def _assets(package: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    yield "Microsoft.VisualStudio.Code.Manifest", "extension/package.json"
    yield "Microsoft.VisualStudio.Services.Content.Details", "extension/README.md"
    yield "Microsoft.VisualStudio.Services.Content.License", "extension/LICENSE.txt"
    yield "Microsoft.VisualStudio.Services.Icons.Default", f"extension/{package['icon']}"


def _asset(kind: str, path: str) -> str:
    return f'    <Asset Type={quoteattr(kind)} Path={quoteattr(path)} Addressable="true"/>'


def _content_types(files: Mapping[str, bytes]) -> str:
    suffixes = sorted({".vsixmanifest", *(PurePosixPath(path).suffix for path in files)})
    entries = (f'<Default Extension="{suffix}" ContentType="{_TYPES[suffix]}"/>' for suffix in suffixes)
    return _CONTENT.format(types="".join(entries))


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Without the time and the rights of the moment."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in files.items():
            entry = ZipInfo(path, _EARLIEST)
            entry.external_attr = _READABLE
            entry.create_system = 3
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
